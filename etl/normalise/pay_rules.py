"""What the pay parser believes: factors, plausible amounts, and the patterns it reads by."""

import re

PERIOD_FACTORS = {
    "hour": 2080.0, "day": 260.0, "week": 52.0, "fortnight": 26.0, "month": 12.0, "year": 1.0,
}  # fmt: skip
REPORTED_PERIODS = {"fortnight": "week"}
"""A fortnight's pay is reported as weekly."""

STATED = "stated"
"""The string states the pay period."""
ASSUMED_ANNUAL = "assumed_annual"
"""No period is stated; the amount can only be a salary for a year."""
ANNUALISED_BY_SOURCE = "annualised_by_source"
"""The source had multiplied to a year already and kept the word for the original period."""

ESTIMATED = "estimated"
"""The board's or the employer's estimate, not an offer of the advertisement."""

PLAUSIBLE_ANNUAL = {
    "USD": (5_000.0, 2_000_000.0),
    "GBP": (5_000.0, 2_000_000.0),
    "EUR": (5_000.0, 2_000_000.0),
    "CAD": (5_000.0, 2_000_000.0),
    "AUD": (5_000.0, 2_000_000.0),
    "NZD": (5_000.0, 2_000_000.0),
    "CHF": (5_000.0, 2_000_000.0),
    "SGD": (5_000.0, 2_000_000.0),
    "HKD": (30_000.0, 15_000_000.0),
    "AED": (10_000.0, 5_000_000.0),
    "SAR": (10_000.0, 5_000_000.0),
    "QAR": (10_000.0, 5_000_000.0),
    "EGP": (20_000.0, 20_000_000.0),
    "INR": (60_000.0, 100_000_000.0),
}
"""Lowest and highest annual amount that is believed, by currency, in that currency."""

ANNUAL_BY_CUSTOM = frozenset({"USD", "GBP", "EUR", "CAD", "AUD", "NZD", "CHF"})
"""Currencies of markets where a bare salary is for a year (elsewhere it is often for a month)."""
DOLLAR_LIKE = ANNUAL_BY_CUSTOM | {"SGD"}
"""Currencies worth about a dollar, to which the highest believed rates apply."""
MINIMUM_WITHOUT_PERIOD = 12_000.0
"""Below this a bare amount may be for a month, a week or a class, so it is refused."""
MAXIMUM_RATIO = 6.0
"""A range whose highest amount is more than this many times the lowest is damage, not a range."""
SMALL_EXTRA = 0.4
"""What follows a plus sign and is below this share of the first amount is an extra, not pay."""
HIGHEST_RATE = {
    "hour": 1_000.0, "day": 5_000.0, "week": 15_000.0, "fortnight": 15_000.0, "month": 60_000.0,
}  # fmt: skip
"""Highest believed amount for one period in free text (dollars, pounds, euros)."""
ANNUALISED_FROM = {
    "hour": 5_000.0, "week": 15_000.0, "fortnight": 15_000.0, "month": 18_000.0,
}  # fmt: skip
"""In `min-max period` fields, an amount from here up was already multiplied to a year."""

DOLLAR_BY_COUNTRY = {"SG": "SGD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "HK": "HKD"}
CURRENCY_BY_COUNTRY = DOLLAR_BY_COUNTRY | {"GB": "GBP", "US": "USD"}
SYMBOLS = {"£": "GBP", "€": "EUR", "₹": "INR"}

PERIOD_WORDS = (
    (
        "year",
        (
            r"per\s*ann?um|p\.?\s?/?a\.?(?![\w])|p\.\s?a\b|annum|annual(?:ly)?(?!\s+leave)|"
            r"per\s+an{0,2}\s*$|"
            r"(?:per|a|/|each)\s*(?:year|yr)\b|yearly|/\s?an\b|par\s+an\b"
        ),
    ),
    ("month", r"(?:per|a|/)\s*(?:calendar\s+)?(?:month|mth|mo|mois)\b|monthly|\bpcm\b|par\s+mois"),
    (
        "fortnight",
        r"bi-?weekly|every\s+(?:two|2|other)\s+weeks?|(?:per|a|/)\s*fortnight|fortnightly",
    ),
    ("week", r"(?:per|a|/)\s*(?:week|wk)\b|(?<!bi)(?<!bi-)weekly|\bpw\b|\bp/w\b"),
    ("day", r"(?:per|a|/)\s*day\b|daily|\bp/d\b"),
    (
        "hour",
        r"(?:per|pr|an|a|/)\s*(?:hou[a-z]{0,3}|hr|hrs)\b|(?<=\d\d)\s+hour\b|hourly|"
        r"p\.?\s?/?\s?h\.?(?:r|our)?(?![\w])",
    ),
)
PERIOD = re.compile(
    "|".join(
        f"(?P<{name}>\\b(?:{words})|(?<=/)(?:{words})|(?<=\\d)(?:{words})|(?<=\\s)(?=/)(?:{words}))"
        for name, words in PERIOD_WORDS
    ),
    re.IGNORECASE,
)

CODES = "USD|GBP|EUR|SGD|CAD|AUD|NZD|CHF|HKD|EGP|AED|SAR|QAR|INR"
NUMBER = (
    r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:\.\d{3})+(?:,\d{2})?(?![\d.])|"
    r"\d{1,3}(?: \d{3})+(?=\s?(?:€|EUR))|"
    r"\d{1,3}(?:,\s?\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d{2})|"
    r"\d+(?:\.\d{1,2})?"
)
AMOUNT = re.compile(
    rf"(?:\b(?P<lead>{CODES})\s?)?(?P<symbol>S\$|US\$|C\$|CA\$|A\$|AU\$|[$£€₹])?\s?(?P<number>{NUMBER})"
    r"(?P<scale>\s?[kK](?![A-Za-z])|\s?[mM](?![A-Za-z]))?"
    rf"(?:\s?(?P<code>{CODES})\b|\s?(?P<tail>€)(?!\s?\d))?"
)
RANGE_WITH_CURRENCY_LAST = re.compile(
    rf"\s*(?:-|to)\s*(?:{NUMBER})\s?[kK]?\s?(?:(?:{CODES})\b|€(?!\s?\d))", re.IGNORECASE
)
"""After an amount without a currency: the rest of "8000 to 12000 EGP"."""
MACHINE = re.compile(
    r"^\s*(?P<low>-?\d+(?:\.\d+)?)-(?P<high>-?\d+(?:\.\d+)?|nan)\s+"
    r"(?P<period>yearly|monthly|weekly|biweekly|daily|hourly)\s*$",
    re.IGNORECASE,
)
MACHINE_LIKE = re.compile(
    r"^\s*-?\d+(?:\.\d+)?--?(?:\d+(?:\.\d+)?|nan)\s+(?!pa\b|ph\b|pro\b|fte\b|wte\b|doe\b)[a-z]+\s*$",
    re.IGNORECASE,
)
"""A `min-max word` field whose word is no period ("unknown", "paid")."""
CODED = re.compile(
    r"^\s*(?P<low>\d+(?:\.\d+)?)(?:\s?-\s?(?P<high>\d+(?:\.\d+)?))?\s+(?P<currency>[A-Z]{3})\s+per\s+"
    r"(?P<period>YEAR|MONTH|WEEK|DAY|HOUR)\s*$",
    re.IGNORECASE,
)
QUANTITATIVE = re.compile(r"'?@type'?.{0,6}'?MonetaryAmount")

ESTIMATE = re.compile(r"\(\s*(?:[a-z.]+\s+)?est(?:\.|imated?)?\s*\)|\bestimated\b", re.IGNORECASE)
REFUSED = re.compile(
    r"\bOTE\b|on[- ]target|potential|earn up to|earning|"
    r"per\s+(?:session|shift|visit|class|cl\b|game|g\b|course|credit|mile|hole|case|patient|clinic|"
    r"list|unit|slot|night|weekend|block|programme|program|lesson|event|appointment|sleep|pa\b|"
    r"\d)|"
    r"(?:a|/)\s?(?:session|shift|visit|night|sleep[- ]?in)\b|\bsessional\b|\bvoluntary\b|stipend|"
    r"\bper\s+(?!an{0,2}\s*$|yr|mth|wk|day|hou|hr)[a-z]{1,3}\s*$",
    re.IGNORECASE,
)
PER_PROGRAMMED_ACTIVITY = re.compile(r"(?:per|each|(?<!rata)/)\s?PA\b")
PRO_RATA = re.compile(r"p(?:ro|er)[- ]?r[ao]t|\bpart[- ]time\b", re.IGNORECASE)
"""With a low amount: the pay of the part-time post itself, not the full-time rate."""
EXTRA = re.compile(
    r"bonus|allowance|relocation|golden hello|retention|supplement|incentive|welcome|sign[- ]?on|"
    r"joining|on[- ]call|benefits? (?:worth|package|of)|weighting|enhance|premi(?:um|a)|pension|"
    r"car\b|fringe|hcas?\b|high[- ]cost|unsocial|overtime|commission|minimum of £[\d,]+ and|"
    r"\bmin(?:imum)?\.?\s+(?:of\s+)?£?\d[\d,]*\s*(?:and|to|-|/|&)?\s*max|actual|"
    r"annual leave|holiday pay|"
    r"equivalent to|equates|referral|payment|additional|extra|up to (?:a )?max(?:imum)? of",
    re.IGNORECASE,
)
PLUS = re.compile(
    r"\+|\bplus\b|\bwith an?\b|;|\(|\bincludes?\b|\binclusive of\b|\binc(?:l|luding)?\b",
    re.IGNORECASE,
)
AND_OR_WITH = re.compile(r"&|\s-\s|\band\b|\bwith\b", re.IGNORECASE)
"""Joins a far smaller amount that is named as an extra ("with £5,000 welcome bonus")."""
UP_TO = re.compile(r"(?:up\s?to|maximum(?: of)?|max\.?|to a maximum of)\s*:?\s*$", re.IGNORECASE)
FROM = re.compile(
    r"(?:from|starting (?:at|from)|starts? (?:at|from)|minimum(?: of)?|min\.?|at least)\s*:?\s*$",
    re.IGNORECASE,
)
FROM_AFTER = re.compile(
    r"^\s*(?:\+\s*(?=$|per\b|pa\b|p\.a|a year|an hour|,|\()|plus\b\s*$|and above|or above|upwards)",
    re.IGNORECASE,
)
NOT_MONEY_AFTER = re.compile(
    r"^\s*(?:%|per\s?cent|hours?\b|hrs|wte|fte|days?\b|weeks?\b|months?\b|years?\b|th\b|"
    r"st\b|nd\b|rd\b|pas\b|:)",
    re.IGNORECASE,
)
NOT_MONEY_BEFORE = re.compile(
    r"(?:band|grade|point|points|scp|scale|level|year|tier|step|spine|ref|wte|fte|x|nhs|afc|zone|/|:)"
    r"\s*$",
    re.IGNORECASE,
)
