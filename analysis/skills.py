"""Posting texts and a list of skills -> which skills each text names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.scanning import Form, Scanner, build_scanner, scan


@dataclass(frozen=True)
class Skill:
    """A skill with all its spellings (its name among them)."""

    skill_id: str
    forms: tuple[str, ...]
    case_sensitive: bool = False


@dataclass(frozen=True)
class SkillVocabulary:
    """Skills compiled for one process; pickles as its skills."""

    skills: tuple[Skill, ...]
    scanner: Scanner = field(repr=False, compare=False)
    skill_of_form: tuple[str, ...] = field(repr=False, compare=False)

    def __reduce__(self) -> tuple[object, tuple[tuple[Skill, ...]]]:
        return build_skill_vocabulary, (self.skills,)


def build_skill_vocabulary(skills: Iterable[Skill]) -> SkillVocabulary:
    """Compile `skills`. Raises ValueError for a form without letters or digits."""
    kept = tuple(skills)
    forms = [
        (Form(form, skill.case_sensitive), skill.skill_id) for skill in kept for form in skill.forms
    ]
    return SkillVocabulary(
        kept, build_scanner(form for form, _ in forms), tuple(skill_id for _, skill_id in forms)
    )


def find_skills(texts: Sequence[str], vocabulary: SkillVocabulary) -> list[tuple[int, str]]:
    """(text number, skill_id) pairs, each once, in order.

    Where names overlap the leftmost, longest counts: "Java" is not found in "Java Script Tester" if
    that is a skill of its own.
    """
    found: list[tuple[int, str]] = []
    for hits in scan(texts, vocabulary.scanner):
        skills: set[str] = set()
        span = (0, 0)
        for hit in hits:
            if (hit.start, hit.end) == span or hit.start >= span[1]:
                span = (hit.start, hit.end)
                skills.add(vocabulary.skill_of_form[hit.form_index])
        found.extend((hits[0].text_index, skill_id) for skill_id in sorted(skills))
    return found
