"""How each measure is named, formatted and explained: the one home of their words."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.hires import MIN_IN_GROUP, RETENTION_MONTHS
from analysis.statistics import MIN_EMPLOYERS, MIN_POSTINGS

KIND_LABELS = {
    "microcredential": "Microcredential",
    "certification": "Certification",
    "certificate": "Certificate",
    "licence": "Licence",
    "degree": "Degree",
}
STRENGTH_LABELS = {"required": "Required", "preferred": "Preferred", "mentioned": "Mentioned"}
RELATION_LABELS = {
    "prerequisite": "comes before",
    "credit_toward": "counts toward",
    "part_of": "is part of",
    "renews": "renews",
    "equivalent": "equals",
    "supersedes": "replaces",
}
EDGE_STRENGTH_LABELS = {
    "required": "required",
    "one_of_required": "one of several required routes",
    "recommended": "recommended",
    "credit_recommendation": "credit recommended; the receiving college decides",
    "credit_articulated": "credit agreed",
    "admission_route": "a route to admission",
    "automatic": "automatic",
}
PRICE_STATUS_LABELS = {
    "priced": "",
    "free": "free",
    "varies": "varies",
    "not_published": "price not published",
    "subscription": "by subscription",
    "none": "nothing to pay",
}
NOT_FOUND = "not found yet"
NOT_COUNTED = "not counted in postings"
"""What stands for the recognition of a degree: a posting asks for a level, not a programme."""


@dataclass(frozen=True)
class Measure:
    """A measure's title, what it means in a sentence, and its formula."""

    title: str
    help: str
    formula: str


MEASURES = {
    "share": Measure(
        "Asked for in",
        "Of all postings under your choices, the share that names the credential. "
        "Read it as: asked for in so many of 100 postings.",
        "k / n, k = postings that name the credential (required, preferred or mentioned), "
        "n = postings under the filters, duplicates removed",
    ),
    "interval": Measure(
        "95 % interval",
        "Where the true share lies if the employers are a fair sample. Postings of one employer "
        "resemble each other, so that a hundred of one tell less than a hundred of many. Two "
        "credentials whose intervals overlap cannot be ranked. In simulations 94 to 98 of 100 such "
        "intervals hold the true share; of shares below 5 %, 86 at worst.",
        "Wilson score interval with the effective n of a cluster-robust variance (clusters: "
        "employers) and Student's quantile",
    ),
    "plain_interval": Measure(
        "If postings were independent",
        "The narrower interval that comes out when every posting counts as a sample of its own. "
        "It stands beside the other one so that you see how much few employers cost.",
        "Wilson score interval of k of n",
    ),
    "rank": Measure(
        "Rank",
        "Between which ranks the credential lies with 95 % probability, and the chance that it is "
        "truly among the first five. Equal ranks overlap: they are ties.",
        "2,000 draws of every share from its posterior (Jeffreys, effective n), ranked",
    ),
    "shrunk": Measure(
        "Drawn to the whole",
        "A share of few postings, drawn toward the credential's share in all groups shown, as far "
        "as chance explains the difference. It is the better guess for small groups; the raw share "
        "stays beside it.",
        "empirical Bayes, beta-binomial over groups, trials = effective n",
    ),
    "intensity": Measure(
        "How strongly",
        "Of the postings that name the credential: 100 if all require it, 50 if all prefer it, 0 "
        "if all only mention it. It says how strongly, the share says how widely.",
        "(required + 0.5 x preferred) / (required + preferred + mentioned)",
    ),
    "breadth": Measure(
        "As many as so many equal employers",
        "If the mentions were spread evenly, so many employers would make the same concentration. "
        "Beside it the share that the five largest make.",
        "(sum of k)^2 / sum of k^2 over employers (inverse Simpson)",
    ),
    "strength": Measure(
        "Required, preferred, mentioned",
        "Required gates the job; preferred helps; mentioned stands there without either word.",
        "strongest strength per posting and credential",
    ),
    "employers": Measure(
        "Employers",
        "Distinct employers whose postings name it. Twelve postings of one employer are not "
        "recognition.",
        "count of distinct employer names after spelling is made uniform",
    ),
    "too_few": Measure(
        "Too few to say",
        f"Shares need at least {MIN_POSTINGS} postings of {MIN_EMPLOYERS} employers below the "
        "line. Zero of enough postings is a measurement; too few is not.",
        f"n < {MIN_POSTINGS} or employers < {MIN_EMPLOYERS}",
    ),
    "price": Measure(
        "Price to earn",
        "Published price of the exam or programme for one person who is not a member, in US "
        "dollars of its year.",
        "catalog price x average exchange rate of its year",
    ),
    "keep": Measure(
        "Price to keep",
        "Price to earn plus the renewal fees that fall due within the years you choose. Study "
        "time, training and travel are not in it.",
        "price + floor((12 x years - 1) / renewal period) x renewal fee",
    ),
    "yearly": Measure(
        "Price to keep, a year",
        "The renewal fee spread over the years until the next renewal. Continuing education, "
        "membership and travel are not in it.",
        "renewal fee x 12 / renewal period in months",
    ),
    "stale": Measure(
        "Stale price",
        "The price is older than three years, or its source has no date.",
        "price date + 3 years < today",
    ),
    "onward": Measure(
        "Onward steps",
        "Named next credentials or awards that this one is needed for, counts toward or is a "
        "part of.",
        "count of edges prerequisite, credit_toward, part_of that start here",
    ),
    "credit_bearing": Measure(
        "Credit-bearing",
        "Share of credentials that a college or university counts as credit, by agreement or "
        "recommendation.",
        "credentials with a credit_toward edge in academic credit / credentials of the group",
    ),
    "receiving": Measure(
        "Accepted by others",
        "Distinct organisations other than the issuer that take the credential as a step toward "
        "one of their own: colleges, other certifying bodies, licensing boards.",
        "count of distinct issuers at the far end of onward steps, the own issuer left out",
    ),
    "advertised_pay": Measure(
        "Advertised pay",
        "Middle of the advertised range, per year, in US dollars of the posting's year. Hourly "
        "pay counts 2,080 hours a year.",
        "(minimum + maximum) / 2 x average exchange rate",
    ),
    # What credentials were worth at the employer's own company.
    "company_interview": Measure(
        "Interviewed",
        "Of the applications, the share that led to an interview. Only files that tell of "
        "interviews count; in them an application without one had none.",
        "applications with an interview / applications whose file tells of interviews",
    ),
    "company_hire": Measure(
        "Hired",
        "Of the applications, the share that led to a hire. An application that is still open "
        "counts as one without a hire so far.",
        "applications that led to a hire / applications",
    ),
    "company_retention": Measure(
        f"Stayed {RETENTION_MONTHS} months",
        f"Of those hired at least {RETENTION_MONTHS} months before the day the file describes, the "
        "share still with the company after that time. Whoever was hired later is not yet known "
        "and left out, also if already gone: else young cohorts would only show who left.",
        f"hires that stayed {RETENTION_MONTHS} months / hires observed for {RETENTION_MONTHS} "
        "months",
    ),
    "company_difference": Measure(
        "Difference",
        "The share among those with the credential minus the share among all others, in "
        "percentage points. It is no effect of the credential: holders differ in more than that.",
        "Newcombe's interval of the difference of two shares (1998, method 10), 95 %",
    ),
    "company_within_role": Measure(
        "Within the same role",
        "The difference between people who applied for the same role, over all roles in which "
        "both with and without the credential somebody applied. It takes away that some roles "
        "are easier to get and draw more holders.",
        "Mantel-Haenszel risk difference over roles, Sato's variance, 95 %",
    ),
    "company_too_few": Measure(
        "Too few to compare",
        f"A comparison needs at least {MIN_IN_GROUP} in each group. Zero of enough is a "
        "measurement; too few is not.",
        f"with the credential < {MIN_IN_GROUP} or without it < {MIN_IN_GROUP}",
    ),
    "pay_premium": Measure(
        "Pay premium",
        "How much more (or less) postings that name the credential offer than postings of the "
        "same occupation, region, time, source and seniority that do not. None: its interval "
        "holds zero. Advertised pay, not what somebody earns.",
        "exp(b) - 1, b = least-squares slope of log pay on naming it, controls absorbed; 95 %, "
        "clustered by employer",
    ),
}

MEASURE_GROUPS = {
    "Recognition": (
        "share",
        "interval",
        "plain_interval",
        "rank",
        "shrunk",
        "strength",
        "intensity",
        "employers",
        "breadth",
        "too_few",
    ),
    "Cost": ("price", "keep", "yearly", "stale"),
    "Stackability": ("onward", "credit_bearing", "receiving"),
    "Pay": ("advertised_pay", "pay_premium"),
    "At our company": (
        "company_interview",
        "company_hire",
        "company_retention",
        "company_difference",
        "company_within_role",
        "company_too_few",
    ),
}
"""The measures by the question they answer; every measure stands in one group."""


def percent(share: float, *, digits: int | None = None) -> str:
    """A share as a percentage, with as many digits as a share of its size supports."""
    value = share * 100
    if digits is None:
        digits = 0 if value >= 10 or value == 0 else 1 if value >= 1 else 2 if value >= 0.01 else 3
    return f"{value:.{digits}f} %"


def interval(low: float, high: float) -> str:
    """An interval of shares as ``9 to 15 %``, both ends with the same digits."""
    digits = 0 if high >= 0.1 else 1 if high >= 0.01 else 2 if high >= 0.0005 else 3
    return f"{low * 100:.{digits}f} to {high * 100:.{digits}f} %"


def of_100(share: float) -> str:
    """A share in words, as ``1.5 of 100``."""
    return f"{percent(share).removesuffix(' %')} of 100"


def range_of_100(low: float, high: float) -> str:
    """An interval of shares without its unit, as ``1.4 to 1.7``."""
    return interval(low, high).removesuffix(" %")


def dollars(amount: float | None) -> str:
    """US dollars without cents, with thousands separators; empty where unknown."""
    return "" if amount is None or pd.isna(amount) else f"${amount:,.0f}"


def price(
    status: str | None,
    amount: float | None,
    year: float | None,
    low: float | None = None,
    high: float | None = None,
) -> str:
    """A price with its year, a range as a range, or the reason why there is no amount."""
    if status is None or pd.isna(status):
        return NOT_FOUND
    words = PRICE_STATUS_LABELS[status]
    has_low, has_high = not pd.isna(low), not pd.isna(high)
    if status == "free":
        return words
    if has_low and has_high and low != high:
        shown = f"{dollars(low)} to {dollars(high)}"
    elif not pd.isna(amount):
        shown = ("about " if status == "varies" else "") + dollars(amount)
    elif has_low or has_high:
        shown = f"from {dollars(low)}" if has_low else f"up to {dollars(high)}"
    else:
        return words or NOT_FOUND
    dated = f"({int(year)})" if year is not None and not pd.isna(year) else "(undated)"
    return f"{shown} {dated}" + (f", {words}" if words else "")


def count(number: float) -> str:
    """A whole number with thousands separators."""
    return f"{int(number):,}"


def plural(number: float, word: str) -> str:
    """``1 employer``, ``12 employers``."""
    return f"{count(number)} {word}" + ("" if int(number) == 1 else "s")


def listed(names: Iterable[object], shown: int = 3) -> str:
    """``A, B and C``, or the first of them and how many more."""
    items = [str(name) for name in names]
    more = len(items) - shown
    if more > 0:
        return ", ".join(items[:shown]) + f" and {more} more"
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
