"""The words around a mention that tell how strongly it is asked for, or that it is no mention.

Phrases are regular expressions without case, whole words. They are data: add a phrase here and a
case to the tests.
"""

from __future__ import annotations

import re

from analysis.headings import BULLETS


def _phrases(*phrases: str) -> str:
    return rf"(?:{'|'.join(phrases)})\b"


def _words(*phrases: str) -> str:
    return rf"\b{_phrases(*phrases)}"


def _cut(word: str, least: int) -> str:
    """A word cut short by the end of the text: at least its first `least` letters."""
    stems = "|".join(word[:size] for size in range(len(word) - 1, least - 1, -1))
    return rf"(?:{stems})(?=\s*$)"


def compiled(pattern: str) -> re.Pattern[str]:
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

_MUST_SHOW = (
    r"must\s+(?:list|upload|indicate|attach|(?:submit|provide)\s+(?:a\s+)?(?:cop(?:y|ies)|proof)"
    r"|be\s+(?:supported|submitted|attached|uploaded))"
)

_VERB = "(?:is|are|was|do|does|did|wo|need|has|have|would|could|should)"
_BE = (
    r"be\s+(?:an?|level|fully|currently|already|registered|licen[cs]ed|certified|qualified|chartered)"
    r"|be(?=\s+(?-i:[A-Z])|\s*$)"
)

NEGATED = _phrases(
    rf"(?:not|{_VERB}n{_APOSTROPHE}t)\s+(?:be\s+)?(?:an?\s+)?(?:\w+ly\s+)?"
    r"(?:required(?!\s+at\s+(?:the\s+)?time\s+of)|mandatory|necessary|essential|needed|compulsory"
    rf"|must|requirement|prerequisite|{_cut('required', 4)}|{_cut('mandatory', 4)}"
    rf"|{_cut('necessary', 5)}|{_cut('essential', 5)})",
    rf"(?:do(?:es)?|did|will)(?:\s+not|n{_APOSTROPHE}t)\s+(?:need|require|have\s+to)",
    r"no\s+(?:requirement|need)\s+(?:for|to)",
    "unnecessary",
)
OPTION = _phrases(
    r"(?:may|might|could)\s+(?:be\s+)?(?:required?|need(?:ed)?)",
    r"(?:in\s+(?:lieu|place)|instead)\s+of",
    r"substitut\w+",
    rf"{_MUST_SHOW}",
    r"required\s+to\s+(?:submit|provide|upload|attach)\s+(?:an?\s+)?(?:[\w/]+\s+)?"
    r"(?:cop(?:y|ies)|proof)",
    r"not\s+(?:be\s+)?required\s+at\s+(?:the\s+)?time\s+of",
    r"(?:after|since|once\s+you(?:\s+have)?)\s+(?:obtain|receiv|earn|gain)\w*",
    r"equivalent\s+(?:combination|level|amount)\s+of",
)
PREFERRED = _phrases(
    rf"prefer(?:red|ably|able|s)?|{_cut('preferred', 5)}",
    rf"(?<!veterans{_APOSTROPHE} )(?<!veteran )(?<!veterans )preference",
    r"(?:an?|definite|big|huge|strong|added|real)\s+plus",
    r"plus(?=['\"\u2019\u201d]?\s*(?:$|[.,:;!)]))",
    rf"desir(?:ed|able)|{_cut('desirable', 5)}|an?\s+plu?(?=\s*$)",
    r"ideal(?:ly)?",
    r"bonus(?:\s+points)?(?!\s+(?:structure|pay|scheme|plan|program|potential|opportunit))",
    rf"advantage(?:ous)?|an\s+{_cut('advantage', 4)}|{_cut('advantageous', 8)}",
    r"(?:nice|good)[-\s]to[-\s]haves?",
    "beneficial|helpful|appreciated|recommended|useful",
    r"encouraged(?!\s+to\s+apply)",
    r"welcomed?(?!\s+to)",
    r"(?:an?|valuable)\s+asset",
    r"highly\s+(?:regarded|valued)",
    r"you\s+may\s+(?:also\s+)?have",
    r"favou?r(?:able|ably|ed)",
)
REQUIRED = _phrases(
    rf"(?!{_MUST_SHOW})must",
    r"(?<!ideally )(?<!preferably )(?<!if )(?<!do )(?<!preferred that )(?<!desirable that )you\s+"
    r"(?:(?:hold|possess)\b|(?:have\s+an?|are(?:\s+an?)?)\s+(?:current|valid|active|full)\w*"
    r"|(?:are|have)(?:\s+an?)?(?=\s*$))",
    r"(?<!able to )maintains?\s+(?:an?\s+)?(?:current|valid|active)",
    "mandatory|compulsory|prerequisite|requirement|requires|requiring",
    r"requirements\s+(?:are|include)",
    r"(?<!as )(?<!if )(?<!when )(?<!where )(?<!continuing education )(?<!travel )required?",
    _cut("required", 4),
    r"essential(?!\s+(?:functions?|dut(?:y|ies)|job|responsib|tasks?|oils?))",
    r"(?<!as )(?<!if )(?<!where )(?:needed|necessary)",
    r"to\s+be\s+obtained",
    r"(?:candidate|applicant)s?\s+(?:are|is)\s+expected\s+to\s+(?:be|have|hold|possess)",
    r"needs?\s+to\s+(?:be|have|hold|possess|obtain)",
    rf"{_PERIOD}\s+{_FROM_START}",
    r"(?<!ability to )(?<!able to )(?<!willing to )(?:obtain|acquire|attain|earn)\s+and\s+"
    r"(?:maintain|keep)",
    r"should\s+be(?=\s*$)",
    r"will\s+not\s+be\s+considered\s+without",
    r"(?<!ideal )(?<!preferred )(?<!ideally, the )(?<!ideally the )"
    r"(?:candidate|applicant|individual|post\s*holder)s?\s+"
    r"(?:(?:considered|selected|shortlisted|applying)\s+(?:\w+\s+){0,5})?"
    rf"(?:will|should)\s+(?:{_BE}|have|hold|possess)",
    r"to\s+(?:apply|join|qualify|be\s+considered)\b[^:;.]{0,60}\b"
    rf"you(?:{_APOSTROPHE}ll|\s+will)(?=\s*$)",
    rf"(?:you(?:{_APOSTROPHE}ll|\s+will)|u{_APOSTROPHE}ll)\s+(?:{_BE}|have|hold|need|possess)"
    r"(?!\s+(?:the\s+|our\s+|full\s+)?(?:support|opportunit|access|chance))",
)
DEADLINE = _phrases(_PERIOD)
_NONE = r"(?:(?<=\A:)|(?<=\A: ))(?:none|n/a|not\s+applicable)(?-i:(?![a-z]))"
_GLUED = r"(?-i:(?=Prefer|Desirable)(?<=[a-z]))"
"""Flattened texts lose the space before a word that opened a line."""
_CLOSED = r"(?:\b|(?-i:(?=[A-Z])(?:(?<=[a-z])|(?<=FERRED)|(?<=QUIRED)|(?<= A PLUS)|(?<=SIRABLE))))"
"""... and behind one that closed it: "PREFERREDEXPERIENCE"."""


def _ended(phrases: str) -> str:
    return phrases.removesuffix(r"\b") + _CLOSED


CUE = compiled(
    rf"(?:\b|{_GLUED})(?=[a-z])"
    rf"(?:(?P<negated>{NEGATED}|{_NONE})|(?P<option>{OPTION})|(?P<preferred>{_ended(PREFERRED)})"
    rf"|(?P<required>{_ended(REQUIRED)})|(?P<deadline>{DEADLINE}))"
)
OBTAINS = compiled(_words(r"(?:obtain|acquire|attain|earn|get|pass|complete|achieve)\w*"))

REACHES_ON = compiled(
    r"must|requirements|requir(?:es?|ing)$|need|you|candidate|applicant|individual|post|to\s"
    r"|ideally|preferably|will not|obtain|acquire|attain|earn|should|u\W|maintain|prefers?$"
)
"""Cues that speak of what follows them."""
SPEAKS_FORWARD = compiled(
    r"you|candidate|applicant|individual|post|to\s+(?!be\b)|prefer\s|maintain|equivalent|should"
    r"|(?-i:Must)\s+(?:be|have|hold|possess|pass|complete|obtain)\b|u\W|acquire|attain|earn"
    r"|after|since|once|(?:ideally|preferably)\s+(?!(?:or|and|with)\b)\w"
)
"""Cues that never speak of what stands before them."""
OPENS_FIELD = compiled(r"\s*:")
"""A capital cue with a colon ("Travel Required: yes") opens another field of a flattened form."""
FIELDS = re.compile(r":(?![\s*]).*[A-Za-z]:(?!\s|//)", re.DOTALL)
"""Fields of a form run together: "US Citizenship Required:YesCertifications:..."."""
ADJECTIVE_CUE = compiled(
    r"\b(?:with|an?|any|the|other|your|hav(?:e|ing)|hold|obtain|maintain|all|of)\s+"
    r"(?:preferred|required|desired|desirable|mandatory)\s*$"
)
"""A cue that is the adjective of the name right behind it: "with preferred certification"."""
TURNS_TO = compiled(
    r"\b(?:with|and)\s+(?:preferred|required|desired)\s+(?:\w+\s+)?(?:certif|licen|qualif|cred)"
)
"""Speaks of another certification: "... (ANCC), with preferred certification as ..."."""
GOVERNS = compiled(
    r"\s*(?::|[-\u2013\u2014]\s|\([^)]*$|to\b|that\b|with\b|would\s+be\b|(?:\w+\s+){0,3}(?:certif\w+|licen[cs]\w+"
    r"|qualif\w+|credentials?|registration|accreditations?|designations?|candidates?|applicants?)\b)"
)
"""What must follow any other cue for it to speak of what comes after it ("Preferred: ...")."""
SOFTENS = compiled(r"\bbut\s+(?:(?:is|are)\s+)?$")
"""Before "not required" these ask softly: "... the following, but not a must"."""
TURNS = compiled(r"\b(?:but|however|although)\b")
"""Words that end the reach of a negation."""
ALTERNATIVE_BEFORE = compiled(r"(?:^|[\n;,.])\s*or\s*[,:;/]?\s*(?:[a-z0-9]{1,2}[.)]\s*)?$")
ALTERNATIVE_AFTER = compiled(r"[^\n]{0,160}?[;,]\s*or\s*[,/:]?\s*(?:\n|$)")
"""One of several routes set apart by "or" at the ends of lines."""
NO_BEFORE = compiled(r"\b(?:no|neither|nor)\s+(?:[\w/+.-]+\s+){0,3}$")

BREAK = re.compile(
    # The sign comes first and its surroundings after it: a search then leaps from sign to sign.
    rf"[\n{BULLETS}.!?;*\u2013-](?:(?<=\n)(?!\s*[a-z])|(?<=[{BULLETS}])|(?<=[!?])(?=\s+[^a-z\s]|\s*$)"
    r"|(?<=;)(?!\s+and/or\b)(?:\s|$)|(?<=\s[-\u2013])\s(?=[A-Z])|(?<=\s\*)\**\s"
    r"|(?<=[a-z]{2}\.)(?=[A-Z][a-z])"
    r"|(?<=\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bU\.S\.)(?<!\binc\.)(?<!\bSt\.)(?<!\b[A-Za-z]\.)"
    r"(?<!\b\d\.)(?<!\b\d\d\.)\s+(?=[A-Z0-9\"(\u201c]))"
)
"""Ends of a sentence, bullet or line; a line that goes on in lower case is wrapped, not ended."""
RESTART = re.compile(
    r"\b(?:certifications?|certificates?|certified|licen[cs](?:es?|ed|ure)|degrees?|experience"
    r"|equivalent|skills|training|required|preferred)\)?\s+(?=[A-Z][a-z])"
    r"(?!Required|Preferred|Desir|Essential)"
)
"""Flattened texts lose their line ends: a closing noun before a capital starts another item."""

QUESTION = compiled(
    r"\W*(?:[a-z0-9]{1,2}[.)]\s+)?(?:(?:do|are|have|did|does|is|which|what|can|will)\s+your?\b"
    r"|I\s+(?:currently\s+)?(?:have|possess|am|hold|do|certify)\b"
    r"|please\s+(?:select|indicate|check|list)\b)"
)
SCREEN_OUT = compiled(r"\?\W{0,3}(?:screen|knock)[\s-]?out\b")
"""A question whose wrong answer ends the application asks for what it names."""
OFFERED = compiled(
    _words(
        r"free|(?:(?:fully|company)[-\s])?paid|funded|funding|tuition",
        r"sponsor(?:ed|s|ship)?|reimburse\w*|provided|training\s+costs|study\s+support",
        r"(?:we|will)\s+(?:offer|provide|pay|cover|support\s+you)",
        r"opportunit(?:y|ies)\s+to\s+(?:obtain|gain|earn|become|study|complete|develop|train)",
        r"support\s+towards?|(?:certif\w+|licen[cs]\w+)\s+(?:reimburse\w+|bonus(?:es)?)",
    )
)

BENEFIT_AROUND = compiled(
    _words(r"reimburse\w*|tuition|paid|we\s+(?:offer|pay|cover)|benefits|loan|scholarships?")
)
"""What stands beside fees for a certificate that the employer pays."""
HOLDS = compiled(
    r"\b(?:possess\w*|hold\w*|have|having|has|maintain\w*|obtain\w*|pending|valid|current|active"
    r"|unrestricted|meet\s+the|with\s+an?|you\s+are|must\s+be|will\s+be|should\s+be|seeking)\s+(?:\w+[,\s]+){0,4}$"
)
"""Verbs of holding before a bare "licence" make it one that is asked for."""
NAMED_STRENGTH = compiled(
    r"(?P<preferred>preferred|desired|desirable|optional)\b|(?P<required>required|mandatory|necessary)\b"
)
"""A strength that is the first word of an open name: "mandatory certifications"."""
