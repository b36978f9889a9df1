"""The employer's own applications and what came of them: one application a row."""

from collections.abc import Iterable
from typing import Any

from etl.importing import Field, Kept, Kind, Origin, Row
from etl.importing.people_values import (
    APPLIED,
    HIRED,
    OFFERED,
    REJECTED,
    WITHDRAWN,
    identity,
    months,
    name,
    outcome,
    spelled,
    yes_no,
)
from etl.importing.values import day, listed
from etl.paths import Paths
from etl.people.hires import keep_hires

MONTH_DAYS = 365.25 / 12
TENURE_SLACK_MONTHS = 2
"""A stated tenure may differ so much from the days between hiring and leaving: it is rounded."""

FIELDS = (
    Field(
        "applicant_id",
        "id of the applicant (no name needed)",
        spelled(
            "applicant id|applicantid|candidate id|candidateid|candidate number|"
            "candidate identifier|applicant number|application id|person system id|"
            "person id|profile id|opportunity id|employee id|id|candidate email|"
            "applicant email|email|email address"
        ),
        identity,
        is_needed=True,
    ),
    Field(
        "role",
        "role applied for",
        spelled(
            "role|job title|job name|job|job s|jobs|position|position title|"
            "position applied for|job applied for|posting title|posting|"
            "job posting title|job requisition|requisition title|requisition|job opening|"
            "title|vacancy|job profile"
        ),
        name,
        is_needed=True,
    ),
    Field(
        "badges",
        "badges and certifications held when applying, as a list",
        spelled(
            "badges|credentials|certifications|certificates|badge|certification|"
            "certificate|credential|licenses and certifications|"
            "licences and certifications|certifications and licenses|"
            "certifications licenses|licenses|licences|qualifications|badges held|"
            "certifications held"
        ),
        listed,
    ),
    Field(
        "outcome",
        "what came of it: applied, rejected, interviewed, offered, hired, withdrawn",
        spelled(
            "outcome|status|application status|candidate status|stage|current stage|"
            "candidate stage|stage name|current status|current csw status|csw status|"
            "step|current csw step|recruiting workflow status|disposition|"
            "final status|final outcome|result|hiring outcome|decision"
        ),
        outcome,
    ),
    Field(
        "rejection_reason",
        "why it ended: with no outcome that says more, a rejection",
        spelled(
            "rejection reason|archive reason|archived reason|reason for rejection|"
            "rejected reason|reject reason|disposition reason|archive reason name|"
            "rejection reason name|decline reason"
        ),
        name,
    ),
    Field(
        "is_interviewed",
        "whether there was an interview (yes or no)",
        spelled("interviewed|is interviewed|was interviewed|had interview|interview held"),
        yes_no,
    ),
    Field(
        "interviewed_on",
        "day of the first interview",
        spelled(
            "interviewed on|interview date|first interview date|date of interview|"
            "first interview|date interviewed|interview on"
        ),
        day,
    ),
    Field(
        "applied_on",
        "day of the application",
        spelled(
            "applied on|application date|date applied|applied at|applied|applied date|"
            "date of application|job application date|submission completed date|"
            "submission date|submittal date|submitted date|created date|date added"
        ),
        day,
    ),
    Field(
        "hired_on",
        "day of the hiring or of the first day at work",
        spelled(
            "hired on|hire date|hired date|date hired|hired at|hire start date|start date|"
            "started on|"
            "date of hire|original hire date|joining date|date of joining|first day"
        ),
        day,
    ),
    Field(
        "left_on",
        "last day at work; empty while employed",
        spelled(
            "left on|termination date|leave date|leaving date|date left|end date|"
            "terminated on|date of termination|separation date|exit date|last day|"
            "last day of work|date of leaving"
        ),
        day,
    ),
    Field(
        "tenure_months",
        "time with the company, in months",
        spelled(
            "tenure months|tenure|tenure in months|months of service|length of service|"
            "length of service months|months employed|time in company|time at company"
        ),
        months,
    ),
    Field(
        "is_employed",
        "whether still employed (yes or no)",
        spelled(
            "still employed|is employed|employed|currently employed|current employee|"
            "active employee|is active|active|still active|employment status|"
            "worker status"
        ),
        yes_no,
    ),
    Field(
        "performance",
        "performance as rated, a number or a word",
        spelled(
            "performance|performance rating|rating|performance score|"
            "last performance rating|review score|review rating|appraisal|overall rating"
        ),
        name,
    ),
    Field(
        "described_on",
        "day the file describes (where it is missing, the newest date in the file)",
        spelled(
            "as of|as of date|report date|snapshot date|effective date|extract date|"
            "export date|run date"
        ),
        day,
    ),
)


def check(values: dict[str, Any]) -> tuple[str, str] | None:
    """What no cell shows alone: days in the wrong order, and words that contradict each other."""
    if came_of(values) is None:
        return "outcome", "neither an outcome, nor a day of hiring, nor a reason of rejection"
    applied, hired, left = (values.get(f) for f in ("applied_on", "hired_on", "left_on"))
    if applied and hired and hired < applied:
        return "hired_on", "hired before the application"
    if hired and left and left < hired:
        return "left_on", "left before being hired"
    if applied and left and left < applied:
        return "left_on", "left before the application"
    ended = came_of(values)
    for after in ("hired_on", "left_on", "tenure_months"):
        if ended in (REJECTED, WITHDRAWN) and values.get(after):
            return after, f"{ended}, yet with a time at the company"
    if (
        left
        and values.get("is_employed")
        and (not values.get("described_on") or left < values["described_on"])
    ):
        return "left_on", "left, yet still employed"
    stated = values.get("tenure_months")
    if hired and left and stated is not None:
        between = (left - hired).days / MONTH_DAYS
        if abs(between - stated) > TENURE_SLACK_MONTHS:
            return "tenure_months", "does not fit the days of hiring and leaving"
    return None


def keep(paths: Paths, origin: Origin, batches: Iterable[list[Row]]) -> Kept:
    """Keep the rows and publish the hires anew; the newest row of an application counts."""
    return keep_hires(paths, origin, ([told(r) for r in batch] for batch in batches))


def came_of(values: dict[str, Any]) -> str | None:
    """The outcome that a row's columns say together, or None where they say nothing.

    A reason stands beside the last stage that was reached ("Phone screen", "Underqualified"):
    whoever was interviewed or got an offer before keeps that. Some systems name hires and
    withdrawals among the reasons.
    """
    stated, reason = values.get("outcome"), values.get("rejection_reason")
    if reason is None:
        return stated or (HIRED if values.get("hired_on") else None)
    try:
        read = outcome(reason)
    except ValueError:
        read = REJECTED
    read = read if read in (HIRED, OFFERED, WITHDRAWN) else REJECTED
    if stated in (None, APPLIED):
        return HIRED if values.get("hired_on") and read == REJECTED and not stated else read
    return HIRED if read == HIRED and stated == OFFERED else str(stated)


def told(row: Row) -> Row:
    """The row with one outcome."""
    values = row.values | {"outcome": came_of(row.values)}
    values.pop("rejection_reason", None)
    return Row(row.line, values)


KIND = Kind("hires", FIELDS, check, keep)
