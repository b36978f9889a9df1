"""Candidates as applicant tracking systems export them: one person a row, or one application."""

from collections.abc import Iterable
from typing import Any

from etl.importing import Field, Kept, Kind, Origin, Row
from etl.importing.people_values import identity, name, spelled, years
from etl.importing.values import day, email, listed
from etl.paths import Paths
from etl.people.imported import keep_people

NUMBERED = 8
"""Columns such as ``Certification 1``, ``Certification 2`` that are read, of each kind of word."""
_WORDS = ("certification", "license", "licence", "badge", "credential")
LISTS = (
    Field(
        "badges",
        "badges and certifications held, as stated, as a list",
        spelled(
            "certifications|badges|certificates|credentials|certifications held|badges held|"
            "professional certifications|licenses and certifications|licences and certifications|"
            "certifications and licenses|certifications licenses|certification|badge|certificate|"
            "credential|qualifications"
        ),
        listed,
    ),
    Field(
        "licences",
        "licences held, as stated, as a list",
        spelled("licenses|licences|professional licenses|license|licence|licensure"),
        listed,
    ),
    Field(
        "more_badges",
        "a further list of badges held, as stated",
        spelled("badges|certifications|certificates|digital badges|other certifications"),
        listed,
    ),
    *(
        Field(
            f"badge_{n}",
            "a badge or certification held, as stated",
            tuple(f"{word} {n}" for word in _WORDS)
            + tuple(f"{word} name {n}" for word in _WORDS)
            + tuple(f"{word} {n} name" for word in _WORDS),
            listed,
        )
        for n in range(1, NUMBERED + 1)
    ),
)
"""Fields that together are what a person is stated to hold."""

FIELDS = (
    Field(
        "candidate_id",
        "the system's own id of the person",
        spelled(
            "candidate id|candidateid|candidate number|candidate identifier|candidate no|"
            "candidate ref|candidate reference|person system id|person id|applicant id|"
            "applicant number|contact id|profile id|talent id|system id|external id|id"
        ),
        identity,
    ),
    Field(
        "email",
        "email address (joins badges to the person; not shown)",
        spelled(
            "email|e mail|email address|e mail address|candidate email|"
            "candidate email address|candidate emails|person email|primary email|"
            "primary email address|personal email|contact email|applicant email|email 1|"
            "emails|home email|work email"
        ),
        email,
    ),
    Field(
        "name",
        "full name",
        spelled(
            "name|full name|candidate name|candidate|candidate full name|"
            "person full name|person name|applicant name|applicant|contact name|"
            "legal name|preferred name|display name|employee name|employee full name|employee"
        ),
        name,
    ),
    Field(
        "first_name",
        "given name",
        spelled(
            "first name|firstname|given name|forename|candidate first name|"
            "person first name|legal first name|legal name first name|"
            "preferred first name|applicant first name"
        ),
        name,
    ),
    Field(
        "last_name",
        "family name",
        spelled(
            "last name|lastname|family name|surname|candidate last name|person last name|"
            "legal last name|legal name last name|preferred last name|"
            "applicant last name"
        ),
        name,
    ),
    Field(
        "role",
        "current title, or the job applied for",
        spelled(
            "current title|current job title|title|job title|headline|current position|"
            "position title|most recent job title|most recent title|person current title|"
            "role|job name|jobs|job|job s|posting title|posting|job posting title|"
            "job requisition|requisition title|requisition|job applied for|"
            "position applied for|position|job opening"
        ),
        name,
    ),
    Field(
        "location",
        "where the person lives, as one text",
        spelled(
            "location|candidate location|current location|address|home address|"
            "primary address|person address|candidate address|location name|place|"
            "place of residence|residence"
        ),
        name,
    ),
    Field(
        "city",
        "city or town",
        spelled("city|town|home city|address city|person city|candidate city|city name"),
        name,
    ),
    Field(
        "region",
        "state, province or nation",
        spelled(
            "state|state province|state or province|province|region|state region|county|"
            "home state|address state|person state|address state province"
        ),
        name,
    ),
    Field(
        "country",
        "country",
        spelled(
            "country|country name|country region|home country|address country|"
            "person country|country of residence|candidate country"
        ),
        name,
    ),
    Field(
        "experience_years",
        "years of experience",
        spelled(
            "experience years|years of experience|years experience|total experience|"
            "total years of experience|total experience years|experience|"
            "experience in years|work experience years|yoe"
        ),
        years,
    ),
    Field(
        "source",
        "where the record of the person comes from",
        spelled(
            "source|source name|candidate source|sources|application source|"
            "source of candidate|sourced from|recruiting source|source medium|"
            "source strategy|origin|referral source|how did you hear about us|"
            "person source|source channel"
        ),
        name,
    ),
    Field(
        "consent",
        "what the person consented to, as recorded",
        spelled(
            "consent|gdpr consent|consent given|gdpr consent given|consent status|"
            "gdpr consent status|data processing consent|consent to process data|privacy consent|"
            "marketing consent|consent type|data retention consent|"
            "consent to be contacted|privacy agreement accepted"
        ),
        name,
    ),
    Field(
        "consent_on",
        "day of that consent",
        spelled(
            "consent date|consent given on|consent given at|gdpr consent date|consented on|"
            "consented at|date of consent|data processing consent date|privacy consent date|"
            "consent timestamp"
        ),
        day,
    ),
    Field(
        "applied_on",
        "day of the last application",
        spelled(
            "applied on|application date|applied at|date applied|applied|applied date|"
            "date of application|job application date|submission completed date|"
            "submission date|submittal date|submitted on|submitted date|date submitted|"
            "created date|date added|added on|created at|creation date"
        ),
        day,
    ),
    *LISTS,
)


def check(values: dict[str, Any]) -> tuple[str, str] | None:
    """A row must say who it is about."""
    if not values.get("candidate_id") and not values.get("email"):
        return "candidate_id", "neither a candidate id nor an email address"
    return None


def keep(paths: Paths, origin: Origin, batches: Iterable[list[Row]]) -> Kept:
    """Keep the rows and publish the pool anew; the newest row of a person counts."""
    return keep_people(paths, origin, "candidates", ([told(r) for r in b] for b in batches))


def told(row: Row) -> Row:
    """The row with one list of badges, each once."""
    values = dict(row.values)
    stated = [badge for each in LISTS for badge in values.pop(each.name, ())]
    return Row(row.line, values | {"badges": list(dict.fromkeys(stated))})


KIND = Kind("candidates", FIELDS, check, keep)
