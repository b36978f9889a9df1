"""How strongly a text asks for a credential, read from the words around one mention of it.

The item's own cue (its sentence, bullet or line) beats the list's lead-in and the section heading.
What is no mention at all (another person's role, a kind of employer, exam preparation for sale, a
framework as knowledge) is refused with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis import cues, refusing
from analysis.headings import BULLETS, HEADING_REACH, Heading

REQUIRED, PREFERRED, MENTIONED, NEGATED = "required", "preferred", "mentioned", "negated"
STRENGTHS = (REQUIRED, PREFERRED, MENTIONED, NEGATED)
"""Strongest first: what is kept when a posting names a credential more than once."""

ITEM_REACH = 220
"""Code points looked at on either side of a mention for the ends of its sentence or line."""
LEAD_IN_REACH = 500
"""Code points above an item within which a line ending in a colon still leads its list."""
FAR = 70
"""A cue this many code points behind a mention yields to a nearer one in front of it."""


@dataclass(frozen=True)
class Judgement:
    """`strength` is one of STRENGTHS, or None for no mention; `reason` is a short code."""

    strength: str | None
    reason: str


def judge(text: str, start: int, end: int, headings: Sequence[Heading] = ()) -> Judgement:
    """Strength of the mention text[start:end] (code points, end exclusive).

    `headings` are those of the text in order (`headings.find_headings`). The reason is
    `cue:<words>`, `lead_in`, `heading:<kind>`, `questionnaire`, `option`, `offered` or `none`;
    where strength is None it says why this is no mention: `employer_kind`, `knowledge`, ...
    """
    item, judged = judge_item(text, start, end)
    return judged or judge_list(text, item, start, end, headings)


_FULL_STOPS = (".", "!", "?")


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence, bullet or line of the mention text[start:end], on one line.

    Beyond `ITEM_REACH` it is cut at a word, and "…" says so.
    """
    left, right = _item(text, start, end)
    before, after = text[left:start], text[end:right]
    if 0 < left == start - ITEM_REACH:
        before = "…" + before.partition(" ")[2]
    if right == end + ITEM_REACH < len(text):
        after = after.rpartition(" ")[0] + "…"
    elif text[right : right + 1] in _FULL_STOPS:
        after += text[right : right + 1]
    return " ".join(f"{before}{text[start:end]}{after}".split()).lstrip(f"{BULLETS}-*# ")


def judge_item(text: str, start: int, end: int) -> tuple[tuple[int, int], Judgement | None]:
    """Start and end of the item that holds a mention, and what it says, if it says anything."""
    left, right = item = _item(text, start, end)
    before, after = text[left:start], text[end:right]
    refusal = _refusal(before, text[start:end], after)
    if refusal:
        return item, Judgement(None, refusal)
    adjective = cues.NAMED_STRENGTH.match(text, start, end)
    if adjective:
        kind = PREFERRED if adjective.lastgroup == PREFERRED else REQUIRED
        return item, Judgement(kind, f"cue:{adjective.group().lower()}")
    if cues.SCREEN_OUT.match(text, right):
        return item, Judgement(REQUIRED, "cue:screen_out")
    if text[right : right + 1] == "?" or cues.QUESTION.match(before):
        return item, Judgement(MENTIONED, "questionnaire")
    return item, _own_cue(before, after)


def judge_list(
    text: str, item: tuple[int, int], start: int, end: int, headings: Sequence[Heading]
) -> Judgement:
    """What the lead-in or the heading above says of a mention whose item is silent.

    Of `headings` those within `HEADING_REACH` above the mention are enough.
    """
    left, right = item
    heading = _nearest_heading(start, headings)
    lead = _lead_in(text, left, heading.end if heading else 0)
    if lead is not None:
        return lead
    before, after = text[max(left, start - 90) : start], text[end : min(right, end + 60)]
    if cues.OFFERED.search(before) or cues.OFFERED.search(after):
        return Judgement(MENTIONED, "offered")
    if cues.ALTERNATIVE_BEFORE.search(text, max(0, left - 20), left) or (
        cues.ALTERNATIVE_AFTER.match(text, end, min(len(text), end + ITEM_REACH))
    ):
        return Judgement(MENTIONED, "option")
    if heading is None or heading.kind == "neutral":
        return Judgement(MENTIONED, "none")
    if heading.kind == "offered":
        return Judgement(MENTIONED, "offered")
    if heading.kind == "requirements":
        return Judgement(REQUIRED, "heading:requirements")
    return Judgement(heading.kind, f"heading:{heading.kind}")


def _item(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence, bullet or line that holds the mention."""
    left = max(0, start - ITEM_REACH)
    # One code point more is seen, since what follows a sign tells whether it ends a sentence.
    for mark in cues.BREAK.finditer(text, left, min(len(text), start + 1)):
        if mark.end() <= start:
            left = mark.end()
    limit = min(len(text), end + ITEM_REACH)
    stop = cues.BREAK.search(text, end, limit)
    return left, stop.start() if stop else limit


def _refusal(before: str, name: str, after: str) -> str | None:
    """Why the words around it show no mention, if they do."""
    for reason, pattern in refusing.NO_MENTION_AFTER:
        if pattern.match(after):
            return reason
    if " as:" in before and refusing.PAST_JOBS.search(before):
        return "past_job"
    tail = before[-80:]
    for reason, pattern in refusing.NO_MENTION_BEFORE:
        if pattern.search(tail):
            return reason
    is_subject = refusing.ROLE_BEFORE.search(before[-8:]) and refusing.ROLE_AFTER.match(after)
    if is_subject and not refusing.CERTIFICATE_END.search(name):
        return "role"
    # What follows treats the name as a subject or a task, unless a certificate is spoken of.
    if any(refusing.CERTIFYING.search(part) for part in (before[-30:], name, after[:30])):
        return None
    if refusing.SUBJECT_AFTER.match(after):
        return "framework"
    if refusing.KNOWLEDGE_BEFORE.search(tail):
        return "knowledge"
    if refusing.COUNTED_BEFORE.search(tail):
        return "colleague"
    if refusing.DUTY_BEFORE.search(tail):
        return "duty"
    if refusing.RELATED_AFTER.match(after) and refusing.DEGREE_BEFORE.search(before[-100:]):
        return "degree_subject"
    return None


def _own_cue(before: str, after: str) -> Judgement | None:
    """What the item itself says: the cue behind the mention, else the one in front of it."""
    restart = cues.RESTART.search(after)
    reach = after[: len(after[: restart.end()].rstrip())] if restart else after
    behind = _first_cue(reach, has_obtain=bool(cues.OBTAINS.search(before)))
    front = _governing_cue(before)
    chosen = behind
    if front is not None and (
        behind is None or (behind.start() > FAR and len(before) - front.end() < behind.start())
    ):
        chosen = front
    is_to_be_shown = behind is not None and behind.group()[:4].lower() == "must"
    if is_to_be_shown and front is not None and front.lastgroup == REQUIRED:
        chosen = front  # what must be listed is asked for all the same
    if chosen is None:
        return None
    kind = str(chosen.lastgroup)
    words = "_".join(re.findall(r"\w+", chosen.group().lower()))
    if kind == "option":
        return Judgement(MENTIONED, "option")
    if kind == NEGATED:
        # "not required but preferred" is soft in either order.
        near = (before[-60:] if chosen is behind else before, after[:120])
        told = after if chosen is behind else before
        if cues.SOFTENS.search(told, 0, chosen.start()) or any(
            cue.lastgroup == PREFERRED for part in near for cue in cues.CUE.finditer(part)
        ):
            return Judgement(PREFERRED, f"cue:{words}_but_preferred")
        return Judgement(NEGATED, f"cue:{words}")
    if kind == PREFERRED:
        return Judgement(PREFERRED, f"cue:{words}")
    if chosen is behind and cues.NO_BEFORE.search(before):
        return Judgement(NEGATED, f"cue:no_{words}")
    return Judgement(REQUIRED, "cue:deadline" if words.startswith("within") else f"cue:{words}")


def _first_cue(after: str, has_obtain: bool) -> re.Match[str] | None:
    turn = cues.TURNS_TO.search(after)
    for cue in cues.CUE.finditer(after, 0, turn.start() if turn else len(after)):
        if cue.lastgroup == "deadline" and not has_obtain:
            continue  # "within 90 days" asks only for what is to be obtained
        if cue.group()[0].isupper() and cues.OPENS_FIELD.match(after, cue.end()):
            return None
        if not cues.SPEAKS_FORWARD.match(after, cue.start()):
            return cue
    return None


def _governing_cue(before: str) -> re.Match[str] | None:
    """The last cue of `before` that reaches the mention."""
    restart = 0
    for mark in cues.RESTART.finditer(before):
        restart = mark.end()
    last = None
    for cue in cues.CUE.finditer(before, restart):
        gap = before[cue.end() :]
        if cue.lastgroup == NEGATED and cues.TURNS.search(gap):
            continue
        if cues.FIELDS.search(gap):
            continue
        opens_item = not gap.strip() and not before[: cue.start()].strip()
        if cue.lastgroup != "deadline" and (
            cue.lastgroup in (NEGATED, "option")
            or opens_item
            or (not gap.strip() and cues.ADJECTIVE_CUE.search(before, 0, cue.end()))
            or cues.REACHES_ON.match(cue.group())
            or cues.GOVERNS.match(gap)
        ):
            last = cue
    return last


def _nearest_heading(start: int, headings: Sequence[Heading]) -> Heading | None:
    nearest = None
    for heading in headings:
        if heading.start > start:
            break
        nearest = heading
    return nearest if nearest and start - nearest.end <= HEADING_REACH else None


_LEADS_LIST = re.compile(rf":\s*(?:\n|[-*{BULLETS}])")


def _lead_in(text: str, left: int, floor: int) -> Judgement | None:
    """The cue of the line ending in ":" that a list hangs from, if no heading comes between."""
    floor = max(floor, left - LEAD_IN_REACH)
    colon = text.rfind(":", floor, left)
    while colon > floor and not _LEADS_LIST.match(text, colon, left):
        colon = text.rfind(":", floor, colon)
    if colon <= floor:
        return None
    begin = max(floor, text.rfind("\n", floor, colon) + 1, colon - ITEM_REACH)
    line = text[begin:colon]
    if cues.QUESTION.match(line):
        return Judgement(MENTIONED, "questionnaire")
    told = list(cues.CUE.finditer(line))
    kinds = [cue.lastgroup for cue in told]
    is_negated = bool(kinds) and kinds[-1] == NEGATED
    if is_negated and (PREFERRED in kinds or cues.SOFTENS.search(line, 0, told[-1].start())):
        return Judgement(PREFERRED, "lead_in")
    if kinds and kinds[-1] in (REQUIRED, PREFERRED):
        return Judgement(kinds[-1], "lead_in")
    return None
