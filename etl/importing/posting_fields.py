"""The columns of job postings, as applicant tracking systems and job boards spell them."""

import re
from datetime import date

from etl.importing import Field
from etl.importing.values import amount, iso_moment
from etl.normalise.dates import parse_posted

_ANY_DAY = date(2100, 1, 1)
"""Relative dates are tried from here: whether they are read, not what they give, is asked."""
_OPEN = re.compile(
    r"(?:re)?(?:posted\s+)?(?:(?:over|about|almost|more than)\s+)?(?:\d+\+?|an?)\s*"
    r"(?:minute|hour|day|week|month|year|min|hr|h|d|w|mo|m|y)s?(?:\s+ago)?",
    re.IGNORECASE,
)


def posted(text: str) -> str:
    """The text of a date of publication: a date, or one told from today ("30+ days ago").

    Raises:
        ValueError: `NOT_A_DATE`.
    """
    if parse_posted(text, _ANY_DAY) is None and not _OPEN.fullmatch(text):
        iso_moment(text)
    return text


def _spelled(headers: str) -> tuple[str, ...]:
    return tuple(headers.split("|"))


FIELDS = (
    Field(
        "posting_id",
        "the system's own id of the posting",
        _spelled(
            "posting id|job id|job posting id|requisition id|job requisition id|req id|"
            "requisition number|requisition no|req number|job number|job req id|job ref|"
            "job reference|reference|reference number|ref|contest number|vacancy id|"
            "vacancy reference|internal job id|external id|opening id|jobid|uuid|id"
        ),
    ),
    Field(
        "title",
        "job title",
        _spelled(
            "title|job title|job posting title|posting title|position title|position|job name|"
            "requisition title|vacancy title|opening title|job requisition title|job|role|"
            "role title|job opening|text|posting name|job profile|name|stellenbezeichnung|"
            "intitule du poste|vacancy"
        ),
        is_needed=True,
    ),
    Field(
        "text",
        "text of the posting",
        _spelled(
            "description|job description|description external|external job description|"
            "text|job posting description|posting description|"
            "full description|job ad|job advert|job ad text|advert text|content|body|"
            "job summary|description plain|descriptionplain|external description|"
            "description external html|description html|job content|posting text|job text|"
            "job details|details|requirements|qualifications|responsibilities|summary|"
            "stellenbeschreibung"
        ),
        is_needed=True,
    ),
    Field(
        "employer",
        "name of the employer",
        _spelled(
            "employer|company|company name|employer name|organization|organisation|"
            "organization name|organisation name|hiring company|hiring organization|"
            "hiring organization name|business unit|legal entity|agency|firma|entreprise"
        ),
    ),
    Field(
        "industry",
        "industry of the employer (a NAICS sector's code, or a usual name)",
        _spelled(
            "industry|naics sector|naics|industry label|sector|company industry|"
            "industry name|industries"
        ),
    ),
    Field(
        "location",
        "where the job is",
        _spelled(
            "location|job location|locations|primary location|location name|office|offices|"
            "work location|primary posting location|posting location|categories location|"
            "office location|city|job city|place|address|standort|ort|lieu"
        ),
    ),
    Field(
        "posted_on",
        "day of publication",
        _spelled(
            "posted on|posted|date posted|posted date|posting date|job posting date|"
            "post date|"
            "publication date|published on|published|published at|date published|"
            "job posting start date|posting start date|first published|first published at|"
            "open date|opened on|opened at|date opened|opening date|created at|created on|"
            "creation date|date created|created|start date|listed on|veroffentlicht am"
        ),
        posted,
    ),
    Field(
        "pay",
        "advertised pay, as one text",
        _spelled(
            "pay|salary|salary range|pay range|compensation|compensation range|pay rate|"
            "remuneration|wage|salary text|advertised salary|salary description|gehalt"
        ),
    ),
    Field(
        "pay_min",
        "lowest pay",
        _spelled(
            "pay min|salary min|min salary|minimum salary|salary minimum|salary from|pay from|"
            "pay range minimum|min pay|minimum pay|salary range min|salary range minimum|"
            "compensation min|min compensation|base salary min|salary low|pay rate min"
        ),
        amount,
    ),
    Field(
        "pay_max",
        "highest pay",
        _spelled(
            "pay max|salary max|max salary|maximum salary|salary maximum|salary to|pay to|"
            "pay range maximum|max pay|maximum pay|salary range max|salary range maximum|"
            "compensation max|max compensation|base salary max|salary high|pay rate max"
        ),
        amount,
    ),
    Field(
        "pay_currency",
        "currency of the pay (ISO 4217)",
        _spelled(
            "pay currency|salary currency|currency|currency code|compensation currency|"
            "salary range currency|salary currency code"
        ),
    ),
    Field(
        "pay_period",
        "period of the pay (hour, day, week, month, year)",
        _spelled(
            "pay period|salary period|pay frequency|frequency|pay interval|salary interval|"
            "compensation interval|salary range interval|pay basis|salary frequency|"
            "compensation period|salary unit|pay unit"
        ),
    ),
    Field(
        "url",
        "address of the posting",
        _spelled(
            "url|job url|posting url|link|job link|apply url|absolute url|hosted url|"
            "hostedurl|external url|career site url|job posting url|apply link"
        ),
    ),
)
