"""Awards as badge platforms export them: one badge of one person a row."""

from collections.abc import Iterable
from typing import Any

from etl.importing import Field, Kept, Kind, Origin, Row
from etl.importing.people_values import REVOKED, identity, name, spelled, state, yes_no
from etl.importing.values import day, email
from etl.paths import Paths
from etl.people.imported import keep_people

FIELDS = (
    Field(
        "candidate_id",
        "the person's id in your own system",
        spelled(
            "candidate id|candidateid|candidate number|issuer earner id|earner id|"
            "external recipient id|recipient id|person id|person system id|applicant id|"
            "employee id|student id|learner id|sis user id|user id|external id"
        ),
        identity,
    ),
    Field(
        "email",
        "the holder's email address (joins badges to the person; not kept in clear)",
        spelled(
            "recipient email|email|e mail|email address|recipient email address|"
            "earner email|issued to email|identifier|recipient identifier|"
            "recipient identity|recipient identifier email|recipient|holder email|"
            "learner email|student email|user email|candidate email|"
            "recipient email original"
        ),
        email,
    ),
    Field(
        "name",
        "the holder's name",
        spelled(
            "recipient name|issued to|earner name|full name|name|earner|"
            "recipient full name|holder|holder name|learner name|learner|student name|"
            "candidate name"
        ),
        name,
    ),
    Field(
        "first_name",
        "the holder's given name",
        spelled(
            "first name|issued to first name|recipient first name|earner first name|"
            "given name|firstname"
        ),
        name,
    ),
    Field(
        "last_name",
        "the holder's family name",
        spelled(
            "last name|issued to last name|recipient last name|earner last name|"
            "family name|surname|lastname"
        ),
        name,
    ),
    Field(
        "badge_name",
        "name of the badge",
        spelled(
            "badge name|badge|badge template name|badge template|badge title|"
            "badge class name|badgeclass name|badge class|badgeclass|credential name|"
            "credential|credential title|achievement name|achievement|award name|award|"
            "certification|certification name|certificate name|certificate|group name|"
            "course name|template name|title"
        ),
        name,
    ),
    Field(
        "achievement",
        "id or address of the badge class",
        spelled(
            "achievement id|achievement url|badge template id|badge class id|"
            "badgeclass id|badge class url|badgeclass url|badge template url|"
            "badgeclass open badge id|badge class open badge id|credential id in catalog|"
            "template id|group id"
        ),
        name,
    ),
    Field(
        "issuer",
        "organisation that issued it",
        spelled(
            "issuer|issuer name|issued by|issuing organization|issuing organisation|"
            "organization|organisation|organization name|organisation name|issuing body|"
            "awarding body|certifying body|department name|provider"
        ),
        name,
    ),
    Field(
        "earned_on",
        "day it was earned",
        spelled(
            "issued on|issued at|issue date|issued date|date issued|issued at date|"
            "earned on|earned date|date earned|award date|awarded on|awarded at|"
            "date awarded|issuance date|issued|issue on|valid from|completion date|"
            "completed on|accepted at|accepted on"
        ),
        day,
    ),
    Field(
        "expires_on",
        "day it expires",
        spelled(
            "expires on|expires at|expired on|expiry date|expiration date|expiration|"
            "expires|expires at date|expire date|date expires|valid until|valid to|"
            "expiry|end date"
        ),
        day,
    ),
    Field(
        "url",
        "address of the badge or its evidence",
        spelled(
            "badge url|credential url|badge link|credential link|public url|"
            "badge public url|assertion url|assertion id|assertion open badge id|"
            "open badge id|award url|credential id|credential uuid|badge id|award id|"
            "unique id|private link|url|evidence url|evidence|verification url|share url"
        ),
        name,
    ),
    Field(
        "state",
        "state of the award: accepted, pending, revoked",
        spelled(
            "state|status|badge state|badge status|award status|credential status|"
            "award state|acceptance status|claim status|badge acceptance"
        ),
        state,
    ),
    Field(
        "is_revoked",
        "whether it was taken back (yes or no)",
        spelled("revoked|is revoked|badge revoked|award revoked|credential revoked|isrevoked"),
        yes_no,
    ),
    Field(
        "revocation_reason",
        "why it was taken back; a badge with a reason counts as revoked",
        spelled(
            "revocation reason|revoked reason|revoke reason|reason revoked|"
            "reason for revocation|revocation comment|revocation note"
        ),
        name,
    ),
)


def check(values: dict[str, Any]) -> tuple[str, str] | None:
    """A row must say whose badge it is and which; it cannot end before it begins."""
    if not values.get("candidate_id") and not values.get("email"):
        return "email", "neither a candidate id nor an email address"
    if not values.get("badge_name") and not values.get("achievement"):
        return "badge_name", "neither a badge name nor the id of an achievement"
    earned, expires = values.get("earned_on"), values.get("expires_on")
    if earned is not None and expires is not None and expires < earned:
        return "expires_on", "expires before it is earned"
    return None


def keep(paths: Paths, origin: Origin, batches: Iterable[list[Row]]) -> Kept:
    """Keep the rows and publish the pool anew; a person whom no candidate row names gets one."""
    return keep_people(paths, origin, "awards", ([told(r) for r in batch] for batch in batches))


def told(row: Row) -> Row:
    """The row with the state that its columns say together: revoked once any of them says so."""
    values = dict(row.values)
    is_revoked = values.pop("is_revoked", False)
    if values.pop("revocation_reason", None) or is_revoked:
        values["state"] = REVOKED
    return Row(row.line, values)


KIND = Kind("awards", FIELDS, check, keep)
