"""What the page on a job ad says: strengths, reasons and rules in words, the answer. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.statistics import (
    MEASURED,
    MIN_EMPLOYERS,
    MIN_POSTINGS,
    NOT_COLLECTED,
    USUAL_SHARE,
    wilson_interval,
)
from dashboard.job_ad import LEFT_OUT, OFFERED, UNCLEAR, UNUSUAL, USUAL, Bill
from dashboard.metrics import (
    STRENGTH_LABELS,
    count,
    dollars,
    listed,
    of_100,
    percent,
    plural,
    range_of_100,
)

QUESTION = "What does this job ad ask for, and is that usual?"
PROMISE = (
    "Paste an ad below: its credentials are marked by how strongly they are asked for, with what "
    "they cost, who holds them, and how the ad compares with its industry."
)
WILL_SHOW = (
    "each credential in the text, marked as required, preferred or only mentioned, and why;",
    "what each costs to earn and to keep, who issues it, and how many candidates hold it;",
    "how many postings of the ad's industry ask for it, what the ad asks for beyond the usual, and "
    "which usual credentials it leaves out;",
    "what was seen and not counted, so that you can judge the reading.",
)
PRIVATE = (
    "The text is read by the machine that runs this page and by nothing else. It stays in this "
    "browser tab's session until you clear it or close the tab, and is written to no file and "
    "sent to no other service."
)
INVENTED = "Invented ad: employer and job do not exist"
STRENGTHS = {**STRENGTH_LABELS, "negated": "Not required", LEFT_OUT: "Not in this ad"}
KINDS = {
    "family": "A family of credentials",
    "uncatalogued": "A credential that the catalog has no row for",
    "generic": "No particular credential",
}
LANGUAGES = {
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
}
_REASONS = {
    "lead_in": "the line above its list",
    "questionnaire": "a question, or a box to tick",
    "option": "one of several ways",
    OFFERED: "offered, so not asked for",
    "none": "no word near it asks for it",
    "cue:deadline": "within a time after the start",
    "heading:requirements": "under a heading of requirements",
    "heading:required": "under a “required” heading",
    "heading:preferred": "under a “preferred” heading",
    "heading:negated": "under a “not required” heading",
}
_RULES = {
    "needs_near": "no word of its field stands near it",
    "refuses_near": "words near it show another meaning",
    "needs_beside": "“certification” or a like word does not belong to it",
    "several_credentials": "it may stand for several credentials",
    "part_of_code_or_shouted": "part of a code, or of a line in capitals",
    "known_name_refused": "a known name whose meaning here is another",
    "part_of_word": "part of a longer word",
    "adjective_of_other_noun": "describes something that is no credential",
    "other_thing": "a document of another kind, not a credential of a person",
    "not_of_a_person": "of an employer, a product or a building, not of a person",
    "document_to_submit": "a document to hand in",
    "first_of_a_pair": "the first word of a pair; the pair is read as a whole",
    "heading": "a heading",
    "of_someone": "somebody else's",
    "certificate_of_other_thing": "a certificate of something that is no credential",
    "no_name": "no name stands beside it",
    "not_held": "not something that a person holds",
    "people": "speaks of people, not of what they hold",
    "not_asked_for": "too bare to count where nothing asks for it",
    "exam_preparation": "preparation for an exam",
    "instructor": "a trainer's role",
    "employer_kind": "a kind of employer",
    "sponsorship": "sponsorship of a visa",
    "colleague": "a colleague's role",
    "body": "the name of a body",
    "past_job": "a past job",
    "taught": "a subject that is taught",
    "selective_certification": "a step of federal hiring",
    "framework": "a framework or method, without a certificate",
    "knowledge": "knowledge of a subject, without a certificate",
    "duty": "a task of the job",
    "degree_subject": "the subject of a degree",
}
STANDINGS = {
    USUAL: "more than 1 of 100",
    UNUSUAL: "fewer than 1 of 100",
    UNCLEAR: "cannot be told from 1 of 100",
}
NOTES = (
    "Credentials are found by their names in the catalog, with rules on the words around them; the "
    "same rules read the postings that the shares are counted from. They can be wrong: look at "
    "the marks in the text.",
    "Where the ad lets applicants choose between credentials, each of them counts as required "
    "here, so that the price of all of them is more than anybody would pay.",
    "Usual: the lower end of the interval is at least 1 of 100 postings. Unusual: its upper end is "
    "below that. In between it cannot be told. Choose the occupation group too, so that the ad is "
    "held against like jobs.",
    "A usual credential is called left out only where no form of its name stands in the ad, not "
    "even one that was seen and not counted.",
    "A licence of another country than the one chosen is left out of the comparison.",
    "Who holds a credential is counted as on the page of candidates: earned by the pool's day and "
    "not expired on it, whether a check has verified the badge or not.",
    "The choices of kind and strength in the sidebar do not change this page.",
)


def reason(code: str) -> str:
    """Why a mention has its strength, from the matcher's code."""
    if code in _REASONS:
        return _REASONS[code]
    words = code.partition(":")[2].replace("_", " ") or code.replace("_", " ")
    # A code has no apostrophes.
    words = words.replace("you ll", "you'll").replace("you re", "you're")
    if words.endswith(" but preferred"):
        return f"“{words.removesuffix(' but preferred')}”, but preferred"
    return f"the {'words' if ' ' in words else 'word'} “{words}”"


def rule(code: str) -> str:
    """Why a form was not counted, from the matcher's code."""
    return _RULES.get(code, code.replace("_", " "))


def not_read(language: str) -> str:
    """What to say of a text in another language than English."""
    name = LANGUAGES.get(language, f"the language {language}")
    return (
        f"Not read: the text looks like {name}. Only English ads are read, because the names and "
        "the words around them are English; a guess would be worse than none."
    )


def answer(rows: pd.DataFrame, price: Bill, years_fee: Bill, usual: str) -> str:
    """What the ad asks for, what that costs, and how usual it is to ask for as many.

    Args:
        rows: ``job_ad.named``.
        price: of all that is required, to earn.
        years_fee: of all that is required, to keep for a year.
        usual: from ``as_many``.
    """
    asked = rows[rows["is_asked"]]
    if asked.empty:
        return "This ad asks for no credential of the catalog."
    by_strength = [
        f"{count(n)} {label.lower()}"
        for key, label in STRENGTH_LABELS.items()
        if (n := int(asked["strength"].eq(key).sum()))
    ]
    said = f"This ad asks for {plural(len(asked), 'credential')}: {listed(by_strength)}."
    if not price.known + len(price.unknown):
        return f"{said} None is required. {usual}"
    return f"{said} {price_words(price)}{yearly_words(years_fee)}. {usual}"


def price_words(price: Bill) -> str:
    """``To earn all that is required costs $320``, and what is not known."""
    if not price.known:
        return "What it costs to earn what is required is not known"
    about = "about " if price.is_approximate else ""
    if price.unknown:
        return (
            f"To earn what is required costs {about}{dollars(price.total_usd)} or more: the price "
            f"of {listed(price.unknown, 2)} is not known"
        )
    return f"To earn all that is required costs {about}{dollars(price.total_usd)}"


def yearly_words(fee: Bill) -> str:
    """``, and $60 a year to keep``, as much of it as is known."""
    if not fee.known:
        return ""
    more = " or more" if fee.unknown else ""
    return f", and {dollars(fee.total_usd)}{more} a year to keep"


def as_many(own: int, postings: int, n: int, state: str, where: str) -> str:
    """How many of the postings (``where`` in words) ask for as many credentials."""
    if not own:
        return ""
    if state != MEASURED:
        return too_few(n, state)
    bounds = wilson_interval(postings, n)
    credentials = "a credential at all" if own == 1 else "as many or more"
    return (
        f"{of_100(postings / n)} postings{where} ask for {credentials} "
        f"({range_of_100(float(bounds.low), float(bounds.high))}; n = {count(n)})."
    )


def as_many_short(own: int, postings: int, n: int, state: str) -> str:
    """The same for a figure: ``4.2 %``, or why there is none."""
    if not own:
        return "none asked for"
    if state != MEASURED:
        return state
    return percent(postings / n)


def too_few(n: int, state: str) -> str:
    """What stands in a cell or a line where a share cannot."""
    if state == NOT_COLLECTED:
        return "Not collected: no postings under these choices."
    return (
        f"Too few postings to say: {plural(n, 'posting')}; we ask for {MIN_POSTINGS} of "
        f"{MIN_EMPLOYERS} employers."
    )


def compared(rows: pd.DataFrame, missing: pd.DataFrame) -> list[tuple[str, str]]:
    """How the ad's credentials stand in its industry: pairs of a heading and a sentence.

    Args:
        rows: ``job_ad.with_market``.
        missing: ``job_ad.left_out``.
    """
    counted = rows[rows["is_counted"]]

    def of(kind: str) -> Sequence[str]:
        return [_with_share(r) for r in counted[counted["standing"] == kind].to_dict("records")]

    parts = [
        ("Asks for more than its industry", of(UNUSUAL), "nothing that is clearly unusual"),
        ("Usual, and asked for here", of(USUAL), "nothing that is clearly usual"),
        (
            "Usual, and left out here",
            [_with_share(r) for r in missing.to_dict("records")],
            "nothing that is clearly usual",
        ),
        ("Cannot be told from 1 of 100", of(UNCLEAR), ""),
    ]
    return [
        (head, listed(names, 4) if names else none) for head, names, none in parts if names or none
    ]


def picture_note(n_left_out: int) -> str:
    """What the picture shows, and where the line lies."""
    left = (
        f" {plural(n_left_out, 'credential')} that the ad leaves out "
        f"{'is' if n_left_out == 1 else 'are'} shown with a cross."
        if n_left_out
        else ""
    )
    return (
        f"Postings of 100 that ask for each credential. The line at {USUAL_SHARE * 100:.0f} of 100 "
        f"parts the usual from the unusual.{left}"
    )


def _with_share(row: Mapping[Any, Any]) -> str:
    return f"{row['name']} ({range_of_100(row['low'], row['high'])} of 100)"
