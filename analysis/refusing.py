"""The words around a name that show it to be no mention: a colleague, a kind of employer, a course.

Data like the cues: add a phrase here and a case to the tests.
"""

from __future__ import annotations

import re

from analysis.cues import compiled

CERTIFYING = compiled(
    r"certif|licen[cs]|\bcards?\b|credential|accredit|qualified|designation|registration"
)
KNOWLEDGE_BEFORE = compiled(
    r"\b(?:knowledge|understanding|familiarity|familiar|experienced?|proficien\w+|exposure"
    r"|expertise|background)\s+(?:of|with|in|using|to)\s+(?:the\s+)?(?:[\w/&-]+\s+){0,2}$"
)
DEGREE_BEFORE = compiled(
    r"\b(?:degree|master['\u2019]?s|bachelor['\u2019]?s|diploma)\b[^.;:\n]{0,20}\sin\s"
    r"[^.;:\n]{0,50}$"
)
ROLE_BEFORE = compiled(r"(?:^|\W)(?:the|this|our|each|every)\s+$")
ROLE_AFTER = compiled(
    r"\s+(?:(?:will|shall|may|must)(?:\s+also)?\s+(?!be\s+(?:an?|consid|pref|req|desir|nec|val|curr))"
    r"|(?:is|are)\s+(?:responsible|accountable|expected)|works?|provides?|performs?|reports?|serves?"
    r"|supports?|assists?)\b"
)
"""The role itself as the subject of a duty: "The Certified Midwife will ..."."""
CERTIFICATE_END = compiled(r"(?:ation|licen[cs]e|licensure|card|certificate|credential)s?\W*$")
COUNTED_BEFORE = compiled(r"(?<!of )\b(?:two|three|four|five|six|other)\s+$")
"""Numbers of colleagues, unless certificates are counted."""
DUTY_BEFORE = compiled(
    r"\b(?:administer(?:s|ing)?|perform(?:s|ing)?|render(?:s|ing)?|initiat(?:e|es|ing)"
    r"|giv(?:e|es|ing)|provid(?:e|es|ing))\s+(?:[\w/&-]+\s+){0,2}$"
)
SUBJECT_AFTER = compiled(
    r"(?:[/\s-](?!and\b|or\b)\w+){0,2}\s+(?:skills|methodolog(?:y|ies)|frameworks?|process(?:es)?"
    r"|principles|practices|standards?|concepts|tools|techniques|environments?|codes?"
    r"|methods|guidelines)\b"
)
RELATED_AFTER = compiled(
    r"[^.;:\n]{0,50}\bor\s+(?:an?\s+)?(?:other\s+)?(?:related|similar)\s+"
    r"(?:field|subject|discipline|area)"
)
PAST_JOBS = compiled(
    r"\b(?:experience|experienced|worked|served|employed|employment)\s+as\s*:[^.;\n]{0,200}$"
)
"""A list of jobs held before: "previous experience as: cleaner, CNA, ..."."""
NO_MENTION_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "exam_preparation",
        compiled(
            r"(?:/\S+)?\s+(?:(?:certification|certificate|licen[cs]ing|board)\s+)?"
            r"(?:exams?\s+|examination\s+|test\s+)?"
            r"(?:prep(?:aration)?\b|(?<=exam )review\b|review\s+(?:courses?|class(?:es)?)\b)"
        ),
    ),
    (
        "instructor",
        compiled(r"\s+(?:certification\s+)?(?:instructors?|trainers?|tutors?)\b(?!\W+certif)"),
    ),
    (
        "employer_kind",
        compiled(r"\s+(?:firms?|offices?|practice|compan(?:y|ies)|agenc(?:y|ies))\b"),
    ),
    ("sponsorship", compiled(r"\s+of\s+sponsorship\b")),
    ("award", compiled(r"\s+of\s+(?:excellence|distinction|merit|appreciation|recognition)\b")),
    (
        "body",
        compiled(
            r"[^.;:\n]{0,40}\b(?<!which )(?<!that )(?:is|are)\s+(?:examples?\s+of\s+)?"
            r"(?:\w+\s+){0,3}(?:organi[sz]ations?|bodies|agencies)\b"
        ),
    ),
    ("address", compiled(r"[\w-]*(?:\.(?:com|org|net|gov|edu|io|co\.uk|nhs)\b(?!\s+certif)|@\w)")),
    (
        "role",
        compiled(r"\s+(?:positions?|roles?|openings?|jobs?|vacanc(?:y|ies)|team|staff)\b"),
    ),
)
NO_MENTION_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "colleague",
        compiled(
            r"(?:\b(?:supervis(?:e|es|ing|ion\s+of)|oversee(?:s|ing)?|reports?\s+to|reporting\s+to"
            r"|assists?|assisting|delegat\w+(?:\s+\w+)?\s+to|notif(?:y|ies|ying)|alongside"
            r"|collaborat\w+\s+with|work(?:s|ing)?\s+(?:closely\s+)?with"
            r"|under\s+the\s+(?:\w+\s+)?(?:supervision|direction|guidance)\s+of"
            r"|(?:oversight|guidance|supervision)\s+(?:from|by))\s+"
            r"(?:an?\s+|the\s+|our\s+|other\s+)?(?:\w+\s+){0,2}"
            r"|\bthe\s+(?:charge|staff|supervising|lead|primary|attending|on-call)\s+"
            r"|\b(?:relationships?|liais\w+|referrals?)\s+(?:with|from|to)\s+(?:[\w-]+,?\s+){0,4}"
            r"|\b(?:several|some|many|most|our)\s+(?:of\s+our\s+)?(?:\w+\s+)?"
            r"(?:staff|employees|colleagues|members|instructors)\s+(?:are|is|hold|have)\s+(?:\w+\s+){0,2}"
            r"|\bwork(?:ing)?\s+with\s+(?:\w+\s+){0,2}(?:professionals|colleagues|mentors)\s+with\s+"
            r")$"
        ),
    ),
    ("address", compiled(r"(?:https?://|www\.)\S*$|[\w.-]@(?:[\w-]*\.)*$")),
    (
        "body",
        compiled(r"\b(?:board|department|college|academy)\s+(?:of|for)\s+(?:the\s+)?$"),
    ),
    (
        "past_job",
        compiled(
            r"\b(?:(?:experience|worked|served|employed|employment)\s+as|formerly)\s+"
            r"an?\s+(?:\w+\s+)?$"
        ),
    ),
    (
        "taught",
        compiled(
            r"\b(?:(?:teach(?:es)?|instructs?|tutors?|lectures?\s+on)\s+(?:\w+\s+){0,3}"
            r"|(?:these|our)\s+(?:programs?|programmes?|courses?)\s+(?:are|include)\W+)$"
        ),
    ),
    (
        "selective_certification",
        compiled(r"selective\s+certification\W+(?:\w+\W+){0,3}$"),
    ),
)
