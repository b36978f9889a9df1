"""How senior a post is, as far as its title says.

The part of a title before its first dash, comma or bracket decides; where it names no level, the
rest may add one ("Engineer - Senior", "Nurse (Lead)"), but only by words that are never a place,
ward or client.
"""

import re

from etl.normalise.titles import tidy_title

SENIORITIES = ("intern", "junior", "standard", "senior", "lead", "manager", "director")
"""Closed list, from the most junior on; ``standard`` where a title says nothing."""

_HEAD_END = re.compile(r"\s[-–—|•:]+\s|[|;:•,(\[]|\s[-–—]|[-–—]\s")
# Words of a level that are none: pupils, the elderly, abatement, occupations of those who manage
# cases, clients and products rather than people.
_NO_LEVEL = re.compile(
    r"\b(?:junior|senior) (?:high|varsity|college|living|center|centre|services|citizens?|"
    r"housing|helpers?|companion)\b|\bseniors\b|\blead (?:generation|abatement|based|paint|time)\b|"
    r"\bstudent (?:services?|support|affairs|success|advis\w+|admissions|life|health|recruit\w+|"
    r"engagement|accounts?|finance|records|housing|nurse educator|counsel\w+|activities)\b|"
    r"\b(?:intern|internship|apprentice(?:ship)?|placement|trainee|graduate|postgraduate) "
    r"(?:school|admissions|studies|medical|education|programs?|programmes?|coordinators?|"
    r"co ordinators?|managers?|advis\w+|officers?|development|consultants?|faculty)\b|"
    r"\b(?:project|programme?|product|account|case|care|relationship|community|category|change|"
    r"customer success|client success|social media|property|brand|contracts?|bid|event|events|"
    r"territory|partnerships?|portfolio|release|incident|delivery|configuration|transition|"
    r"business development|key account|sales account|stage|data|digital marketing)(?: \w+)? "
    r"managers?\b|"
    r"\b(?:art|creative|music|choir|funeral|casting|athletic) directors?\b|"
    r"\b(?:assistant|secretary|pa|aide|advis[eo]r|partner) to\b.*|\bprincipal officer\b|"
    r"\bchief residents?\b"
)
_PRINCIPAL_OF_A_SCHOOL = re.compile(
    r"^(?:(?:\w+ )*(?:school|elementary|academy|assistant|vice|deputy|college) )?principal$"
)
_RANGE = re.compile(
    r"\bi{1,3}(?:(?:\s*(?:[/,&-]|\band\b|\bor\b|\bto\b)\s*)+(?:i{1,3}|iv|v)\b)+", re.IGNORECASE
)
_RULES = tuple(
    (level, re.compile(rf"\b(?:{words})\b"))
    for level, words in (
        ("intern", r"interns?|internship|apprentice(?:ship)?s?|co op|work study|student|"
                   r"(?:industrial|summer|student) placement|summer analyst|sandwich"),
        ("junior", r"(?:trainee|junior|graduate) (?:\w+ )?managers?|managers? in training|"
                   r"management trainees?"),
        ("director", r"directors?|head of|(?:vice )?president|s?vp|evp|avp|c[efiot]o|ciso|coo|"
                     r"chief (?:executive|\w+ officer|\w+ \w+ officer|nurs\w+|of staff)|"
                     r"deputy chief executive|dean|provost|superintendent of \w+|"
                     r"(?:fire|police) chief"),
        ("manager", r"managers?|mgr|matrons?|postmaster"),
        ("lead", r"lead|leader|principal|supervis(?:or|ors|ory)|foreman|foreperson|superintendent|"
                 r"head (?:chef|cook|coach|nurse|teacher|lifeguard|custodian|gardener)|"
                 r"chief (?!of)\w+|staff (?=(?:\w+ ){0,2}(?:engineer|scientist|designer|developer|"
                 r"architect)\b)|distinguished"),
        ("senior", r"senior|snr|sr|iii|iv|v$|level [3-5](?! trauma)|experienced"),
        ("junior", r"junior|jnr|jr|entry level|graduates?|new grads?|newly qualified|"
                   r"early career|trainees?|preceptor\w*|preceptee|i$|level 1(?! trauma)|"
                   r"associate (?=(?:\w+ )?(?:engineer|developer|analyst|consultant|product|"
                   r"scientist|architect|planner|designer|accountant|software)\b)|"
                   r"assistant (?=(?:\w+ )?(?:engineer|psychologist|accountant|planner|"
                   r"architect|surveyor|project|scientist|buyer|editor)\b)"),
    )
)  # fmt: skip
_FINANCE_AND_INSURANCE = re.compile(r"\bf\s*&\s*i\b", re.IGNORECASE)
_BANK_GRADE = re.compile(r"\b(?:s?vp|avp|vice president)\b")
_TAIL = ("intern", "junior", "lead", "senior")
_TAIL_REFUSES = re.compile(
    r"\b(?:principal|chief|i|v|student|head|co op|superintendent|experienced)\b"
)


def seniority(title: str) -> str:
    """One of ``SENIORITIES`` for a job title."""
    title = _FINANCE_AND_INSURANCE.sub(" ", _RANGE.sub(" ", title))
    parts = [tidy_title(part) for part in _HEAD_END.split(title, maxsplit=1)]
    head = parts[0] or tidy_title(title)
    if len(parts) == 1 and _PRINCIPAL_OF_A_SCHOOL.match(head):
        return "manager"
    level = _level(head)
    if level is None and len(parts) > 1:
        rest = _level(_TAIL_REFUSES.sub(" ", parts[1]))
        if rest in _TAIL or (rest == "director" and _BANK_GRADE.search(parts[1])):
            level = rest
    return level or "standard"


def _level(form: str) -> str | None:
    plain = _NO_LEVEL.sub(" ", form)
    for level, pattern in _RULES:
        if pattern.search(plain):
            return level
    return None
