"""The words around a mention that tell how strongly it is asked for, or that it is no mention.

Phrases are regular expressions without case, whole words. They are data: add a phrase here and a
case to the tests.
"""

from __future__ import annotations

import re

from analysis.headings import BULLETS


def _words(*phrases: str) -> str:
    return "|".join(rf"\b(?:{phrase})\b" for phrase in phrases)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_APOSTROPHE = "['\u2019]"
_NUMBER = (
    r"\(?(?:\d+|an?|one|two|three|four|five|six|nine|ten|twelve|eighteen|thirty|sixty|ninety)\)?"
)
_PERIOD = (
    rf"within\s+(?:the\s+|their\s+)?(?:first\s+)?(?:\w+\s+)?{_NUMBER}\s*(?:\(\d+\)\s*)?"
    rf"(?:calendar\s+|business\s+|working\s+)?(?:days?|weeks?|months?|years?){_APOSTROPHE}?"
)
_FROM_START = (
    r"(?:of|from|after|following|upon)\s+(?:\w+\s+){0,3}"
    r"(?:hire|hiring|employment|start|starting|appointment|assignment|joining|onboarding)"
)

NEGATED = _words(
    rf"(?:not|\w+n{_APOSTROPHE}t)\s+(?:be\s+)?(?:an?\s+)?(?:\w+ly\s+)?"
    r"(?:required|mandatory|necessary|essential|needed|compulsory|must|requirement|prerequisite)",
    rf"(?:do(?:es)?|did|will)(?:\s+not|n{_APOSTROPHE}t)\s+(?:need|require|have\s+to)",
    r"no\s+(?:requirement|need)\s+(?:for|to)",
    "unnecessary",
)
OPTION = _words(
    r"(?:may|might|could)\s+(?:be\s+)?(?:required?|need(?:ed)?)",
    r"(?:in\s+(?:lieu|place)|instead)\s+of",
    r"substitut\w+",
    r"must\s+(?:list|upload|indicate|attach|provide\s+a\s+copy|be\s+supported)",
)
PREFERRED = _words(
    r"prefer(?:red|ably|s)",
    rf"(?<!veterans{_APOSTROPHE} )(?<!veteran )(?<!veterans )preference",
    r"(?:an?|definite|big|huge|strong|added|real)\s+plus",
    r"plus(?=\s*(?:$|[.,:;!)]))",
    r"desir(?:ed|able)",
    r"ideal(?:ly)?",
    r"bonus(?:\s+points)?(?!\s+(?:structure|pay|scheme|plan|program|potential|opportunit))",
    r"advantage(?:ous)?",
    r"(?:nice|good)[-\s]to[-\s]haves?",
    "beneficial|helpful|appreciated|recommended|useful",
    r"encouraged(?!\s+to\s+apply)",
    r"welcomed?(?!\s+to)",
    r"(?:an?|valuable)\s+asset",
    r"highly\s+(?:regarded|valued)",
    r"you\s+may\s+(?:also\s+)?have",
    r"favou?r(?:able|ably|ed)",
)
REQUIRED = _words(
    r"must(?!\s+(?:list|upload|indicate|attach|provide\s+a\s+copy|be\s+supported))",
    r"(?<!ideally )(?<!preferably )(?<!if )(?<!do )you\s+"
    r"(?:(?:hold|possess)\b|(?:have\s+an?|are)\s+(?:current|valid|active|full)\w*)",
    "mandatory|compulsory|prerequisite|requirement|requires|requiring",
    r"(?<!as )(?<!if )(?<!when )(?<!where )required?",
    r"essential(?!\s+(?:functions?|dut(?:y|ies)|job|responsib|tasks?|oils?))",
    r"(?<!as )(?<!if )(?<!where )(?:needed|necessary)",
    r"needs?\s+to\s+(?:be|have|hold|possess|obtain)",
    rf"{_PERIOD}\s+{_FROM_START}",
    r"(?<!ability to )(?<!able to )(?<!willing to )obtain\s+and\s+(?:maintain|keep)",
    r"will\s+not\s+be\s+considered\s+without",
    r"(?:successful|selected)\s+(?:candidate|applicant|individual)s?\s+(?:will|should)\s+"
    r"(?:be\s+an?|be(?=\s+[A-Z])|have|hold|possess)",
    rf"you(?:{_APOSTROPHE}ll|\s+will)\s+(?:be\s+an?|have|hold|need|possess)"
    r"(?!\s+(?:the\s+|our\s+|full\s+)?(?:support|opportunit|access|chance))",
)
DEADLINE = _words(_PERIOD)
CUE = _compile(
    f"(?P<negated>{NEGATED})|(?P<option>{OPTION})|(?P<preferred>{PREFERRED})"
    f"|(?P<required>{REQUIRED})|(?P<deadline>{DEADLINE})"
)
OBTAINS = _compile(_words(r"(?:obtain|acquire|attain|earn|get|pass|complete|achieve)\w*"))

REACHES_ON = _compile(
    r"must|requir(?:es?|ing)$|need|you|success|selected|ideally|preferably|will not|obtain|prefers$"
)
"""Cues that speak of what follows them."""
SPEAKS_FORWARD = _compile(r"you|success|selected")
"""Cues that never speak of what stands before them."""
GOVERNS = _compile(
    r"\s*(?::|[-\u2013\u2014]\s|\([^)]*$|to\b|would\s+be\b|(?:\w+\s+){0,3}(?:certif\w+|licen[cs]\w+"
    r"|qualif\w+|credentials?|registration|accreditations?|designations?|candidates?|applicants?)\b)"
)
"""What must follow any other cue for it to speak of what comes after it ("Preferred: ...")."""
TURNS = _compile(r"\b(?:but|however|although)\b")
"""Words that end the reach of a negation."""
ALTERNATIVE_BEFORE = _compile(r"(?:^|[\n;,.])\s*or\s*[,:;/]?\s*(?:[a-z0-9]{1,2}[.)]\s*)?$")
ALTERNATIVE_AFTER = _compile(r"[^\n]{0,160}?[;,]\s*or\s*[,/:]?\s*(?:\n|$)")
"""One of several routes set apart by "or" at the ends of lines."""
NO_BEFORE = _compile(r"\b(?:no|neither|nor)\s+(?:[\w/+.-]+\s+){0,3}$")

BREAK = re.compile(
    rf"\n(?!\s*[a-z])|[{BULLETS}]|\s\*+\s|\s[-\u2013]\s(?=[A-Z])"
    r"|(?<!\be\.g)(?<!\bi\.e)(?<!\bU\.S)(?<!\binc)(?<!\bSt)(?<!\b[A-Za-z])(?<!\b\d)(?<!\b\d\d)"
    r"\.\s+(?=[A-Z0-9\"(\u201c])|(?<=[a-z]{2})\.(?=[A-Z][a-z])|[!?](?=\s+[^a-z\s]|\s*$)|;(?:\s|$)"
)
"""Ends of a sentence, bullet or line; a line that goes on in lower case is wrapped, not ended."""
RESTART = re.compile(
    r"\b(?:certifications?|certificates?|certified|licen[cs](?:es?|ed|ure)|degrees?|experience"
    r"|equivalent|skills|training|required|preferred)\)?\s+(?=[A-Z][a-z])"
    r"(?!Required|Preferred|Desir|Essential)"
)
"""Flattened texts lose their line ends: a closing noun before a capital starts another item."""

QUESTION = _compile(
    r"\W*(?:[a-z0-9]{1,2}[.)]\s+)?(?:(?:do|are|have|did|does|is|which|what|can|will)\s+your?\b"
    r"|I\s+(?:currently\s+)?(?:have|possess|am|hold|do|certify)\b"
    r"|please\s+(?:select|indicate|check|list)\b)"
)
OFFERED = _compile(
    _words(
        r"free|(?:(?:fully|company)[-\s])?paid|funded|tuition",
        r"sponsor(?:ed|s|ship)?|reimburse\w*|provided|training\s+costs|study\s+support",
        r"(?:we|will)\s+(?:offer|provide|pay|cover|support\s+you)",
        r"opportunit(?:y|ies)\s+to\s+(?:obtain|gain|earn|become|study|complete|develop|train)",
        r"support\s+towards?",
    )
)

HOLDS = _compile(
    r"\b(?:possess\w*|hold\w*|have|having|has|maintain\w*|obtain\w*|pending|valid|current|active"
    r"|unrestricted|meet\s+the|with\s+an?|you\s+are|must\s+be)\s+(?:\w+[,\s]+){0,4}$"
)
"""Verbs of holding before a bare "licence" make it one that is asked for."""

CERTIFYING = _compile(
    r"certif|licen[cs]|\bcards?\b|credential|accredit|qualified|designation|registration"
)
KNOWLEDGE_BEFORE = _compile(
    r"\b(?:knowledge|understanding|familiarity|familiar|experienced?|proficien\w+|exposure"
    r"|expertise|background)\s+(?:of|with|in|using|to)\s+(?:the\s+)?(?:[\w/&-]+\s+){0,2}$"
)
DEGREE_BEFORE = _compile(
    rf"\b(?:degree|master{_APOSTROPHE}?s|bachelor{_APOSTROPHE}?s|diploma)\b[^.;:\n]{{0,20}}\sin\s"
    r"[^.;:\n]{0,50}$"
)
DUTY_BEFORE = _compile(
    r"\b(?:administer(?:s|ing)?|perform(?:s|ing)?|render(?:s|ing)?|initiat(?:e|es|ing)"
    r"|giv(?:e|es|ing)|provid(?:e|es|ing))\s+(?:[\w/&-]+\s+){0,2}$"
)
SUBJECT_AFTER = _compile(
    r"(?:[/\s-](?!and\b|or\b)\w+){0,2}\s+(?:skills|methodolog(?:y|ies)|frameworks?|process(?:es)?"
    r"|principles|practices|standards?|concepts|tools|techniques|environments?|codes?"
    r"|methods|guidelines)\b"
)
RELATED_AFTER = _compile(
    r"[^.;:\n]{0,50}\bor\s+(?:an?\s+)?(?:other\s+)?(?:related|similar)\s+"
    r"(?:field|subject|discipline|area)"
)
NO_MENTION_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "exam_preparation",
        _compile(
            r"(?:/\S+)?\s+(?:(?:certification|certificate|licen[cs]ing|board)\s+)?"
            r"(?:exams?\s+|examination\s+|test\s+)?"
            r"(?:prep(?:aration)?\b|(?<=exam )review\b|review\s+(?:courses?|class(?:es)?)\b)"
        ),
    ),
    (
        "instructor",
        _compile(r"\s+(?:certification\s+)?(?:instructors?|trainers?|tutors?)\b(?!\W+certif)"),
    ),
    (
        "employer_kind",
        _compile(r"\s+(?:firms?|offices?|practice|compan(?:y|ies)|agenc(?:y|ies))\b"),
    ),
    ("sponsorship", _compile(r"\s+of\s+sponsorship\b")),
)
NO_MENTION_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "colleague",
        _compile(
            r"(?:\b(?:supervis(?:e|es|ing|ion\s+of)|oversee(?:s|ing)?|reports?\s+to|reporting\s+to"
            r"|assists?|assisting|delegat\w+(?:\s+\w+)?\s+to|notif(?:y|ies|ying)|alongside"
            r"|collaborat\w+\s+with|work(?:s|ing)?\s+(?:closely\s+)?with"
            r"|under\s+the\s+(?:\w+\s+)?(?:supervision|direction|guidance)\s+of)\s+"
            r"(?:an?\s+|the\s+|our\s+|other\s+)?(?:\w+\s+){0,2}"
            r"|\bthe\s+(?:charge|staff|supervising|lead|primary|attending|on-call)\s+"
            r"|(?<!of )\b(?:two|three|four|five|six|other)\s+)$"
        ),
    ),
    (
        "body",
        _compile(r"\b(?:board|department|college|academy)\s+(?:of|for)\s+(?:the\s+)?$"),
    ),
    (
        "past_job",
        _compile(
            r"\b(?:(?:experience|worked|served|employed|employment)\s+as|formerly)\s+"
            r"an?\s+(?:\w+\s+)?$"
        ),
    ),
    (
        "taught",
        _compile(r"\b(?:teach(?:es)?|instructs?|tutors?|lectures?\s+on)\s+(?:\w+\s+){0,3}$"),
    ),
    (
        "selective_certification",
        _compile(r"selective\s+certification\W+(?:\w+\W+){0,3}$"),
    ),
)
