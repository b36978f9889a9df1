"""What is kept of real people as the relations that a pool is written from.

Who is who: a candidate is the system's own id; a row with an email address alone belongs to the
one id that has this address, or else to a person known by the address only. An award goes to the
candidate with its id, or else to the one with its address; where neither is known, it makes a
candidate of its own, so that a badge export alone already shows its people. An address that
several ids share is never guessed about.
"""

import duckdb
import pandas as pd

from badges import reasons
from etl.errors import DataError
from etl.importing.people_links import BADGE
from etl.paths import Paths
from etl.people.badge_links import links, with_badges
from etl.people.counting_checks import counting_checks
from etl.people.publish import read_catalog
from etl.people.trusted import TrustList, read_trust_list

CATALOG = ("credentials", "issuers", "skills", "credential_skills", "edges")
REFUTED, ENDED = (
    ", ".join(f"'{v}'" for v in verdicts) for verdicts in (reasons.REFUTED, reasons.ENDED)
)
NO_COUNTRY = "ZZ"
"""User-assigned code of ISO 3166 for a country that is not known."""

OWNERS = """
    CREATE TEMP TABLE _owners AS
    SELECT email_key, min(candidate_id) AS owner_id FROM _kept_candidates
    WHERE candidate_id IS NOT NULL AND email_key IS NOT NULL
    GROUP BY email_key HAVING count(DISTINCT candidate_id) = 1;
"""
"""``_owners`` (email_key, owner_id): addresses that one candidate id alone has."""

PERSON = "coalesce(p.person_id, owner_id, 'person-' || k.email_key, k.candidate_id)"
"""Whose a kept row is, joined with people by its id (``p``) and with ``_owners`` by its address."""

PEOPLE = f"""
    CREATE TEMP TABLE _people AS
    SELECT k.*, coalesce(candidate_id, owner_id, 'person-' || email_key) AS person_id
    FROM _kept_candidates k LEFT JOIN _owners USING (email_key)
    QUALIFY row_number() OVER (
        PARTITION BY person_id
        ORDER BY imported_at DESC, applied_on DESC NULLS LAST, line DESC) = 1;

    CREATE TEMP VIEW _all_checks AS
    SELECT k.*, {PERSON} AS person_id
    FROM _kept_checks k
    LEFT JOIN _people p ON p.person_id = k.candidate_id
    LEFT JOIN _owners o ON o.email_key = k.email_key;

    CREATE TEMP TABLE _checked AS
    SELECT person_id, badge_sha256, checked_at, mode AS checked_mode, verdict,
        reason, recipient_match, issuer_id AS checked_issuer, issuer_domain,
        -- Who was taken off the list vouches for nothing any more.
        CASE WHEN issuer_trust = 'allow_listed' AND issuer_id NOT IN (FROM _trusted)
            THEN 'unknown' ELSE issuer_trust END AS issuer_trust
    FROM ({counting_checks("_all_checks")});

    CREATE TEMP TABLE _read_awards AS
    SELECT
        k.* EXCLUDE (alignments), array_to_string(alignments, chr(31)) AS alignments,
        {PERSON} AS person_id,
        CASE WHEN k.badge_text IS NULL THEN 'awards' ELSE 'badges' END AS stated_in
    FROM _kept_awards k
    LEFT JOIN _people p ON p.person_id = k.candidate_id
    LEFT JOIN _owners o ON o.email_key = k.email_key;

    CREATE TEMP TABLE _stated_awards AS
    SELECT
        a.* REPLACE (
            CASE WHEN verdict IN ({REFUTED}, {ENDED}) THEN verdict ELSE state END AS state),
        c.* EXCLUDE (person_id, badge_sha256),
        coalesce(verdict IN ({REFUTED}), false) AS is_refuted,
        coalesce(checked_at, imported_at) AS said_at
    FROM _read_awards a LEFT JOIN _checked c USING (person_id, badge_sha256)
    -- A badge is kept again where more of it became known.
    QUALIFY badge_sha256 IS NULL OR row_number() OVER (
        PARTITION BY person_id, badge_sha256 ORDER BY imported_at DESC, line DESC) = 1;
"""
"""``_people``: everybody of the candidates' rows; ``_stated_awards``: what badges and exports of
badges say, with what was checked."""

HELD = """
    CREATE TEMP TABLE _all_awards AS
    SELECT a.* EXCLUDE (issuer), l.credential_id, l.issuer_id, l.linked_by, l.issuer_fits
    FROM _stated_awards a
    JOIN _links l ON l.badge IS NOT DISTINCT FROM a.badge_name
        AND l.issuer IS NOT DISTINCT FROM a.issuer
        AND l.achievement IS NOT DISTINCT FROM a.achievement
        AND l.alignments IS NOT DISTINCT FROM a.alignments
        AND l.issuer_trust IS NOT DISTINCT FROM a.issuer_trust
        AND l.checked_issuer IS NOT DISTINCT FROM a.checked_issuer
        AND l.issuer_domain IS NOT DISTINCT FROM a.issuer_domain
    -- Where the badge of an address was read, what an export says of the address adds nothing.
    ANTI JOIN (
        SELECT person_id, url FROM _stated_awards WHERE badge_text IS NOT NULL AND NOT is_refuted
    ) b ON a.badge_text IS NULL AND a.state = 'accepted'
        AND b.person_id = a.person_id AND b.url = a.url;

    -- What somebody is stated to hold counts where no badge and no export of badges says anything
    -- about it: it has no dates, and who lost a badge may still state it.
    INSERT INTO _all_awards BY NAME
    SELECT
        p.person_id, p.candidate_id, p.display_name, p.line, p.imported_at, p.file_sha256,
        p.source_file, p.badge AS badge_name, 'accepted' AS state, s.credential_id, s.issuer_id,
        s.linked_by, 'candidates' AS stated_in, false AS is_refuted, p.imported_at AS said_at
    FROM (SELECT * EXCLUDE (badges), unnest(badges) AS badge FROM _people) p
    JOIN _stated_links s ON s.badge = p.badge AND s.role IS NOT DISTINCT FROM p.role
    ANTI JOIN _all_awards a ON a.person_id = p.person_id AND a.credential_id = s.credential_id
        AND NOT a.is_refuted;

    -- The newest row of an award, whatever it says: a badge that is revoked now was accepted once.
    -- A file that was changed says nothing about the award itself, and of two accepted rows the
    -- badge that was found valid comes first, before any that is made out to somebody else.
    CREATE TEMP TABLE _newest_awards AS
    FROM (
        SELECT *, first_value(state) OVER (award ORDER BY said_at DESC, line DESC) AS last_state
        FROM _all_awards
        WINDOW award AS (
            PARTITION BY person_id, credential_id, coalesce(url, earned_on::VARCHAR, ''), is_refuted
        )
    )
    QUALIFY row_number() OVER (
        PARTITION BY person_id, credential_id, coalesce(url, earned_on::VARCHAR, ''), is_refuted
        ORDER BY
            (recipient_match = 'no') IS TRUE,
            (last_state = 'accepted' AND state = 'accepted' AND verdict = 'valid') IS TRUE DESC,
            said_at DESC, line DESC) = 1;

    -- Of a credential renewed several times the last award counts, or a list would name it twice.
    CREATE TEMP TABLE _states AS
    SELECT
        *,
        CASE
            WHEN state <> 'accepted' THEN state
            WHEN row_number() OVER (
                PARTITION BY person_id, credential_id, state
                ORDER BY (recipient_match = 'no') IS TRUE, earned_on DESC NULLS LAST,
                    (verdict = 'valid') IS TRUE DESC, expires_on DESC NULLS FIRST,
                    imported_at DESC, line DESC) > 1
            THEN 'renewed'
            ELSE 'held'
        END AS held_state
    FROM _newest_awards;
"""

CANDIDATES = """
    CREATE TEMP VIEW _candidates AS
    WITH everybody AS (
        SELECT person_id, display_name, role, city, region, country, experience_years, source,
            consent, consent_on, applied_on, source_file, imported_at::DATE AS imported_on,
            true AS is_in_candidate_files
        FROM _people
        UNION ALL BY NAME
        SELECT person_id, arg_max(display_name, (imported_at, line)) AS display_name,
            arg_max(source_file, (imported_at, line)) AS source_file,
            max(imported_at)::DATE AS imported_on, false AS is_in_candidate_files
        FROM _all_awards ANTI JOIN _people USING (person_id) GROUP BY person_id
    )
    SELECT
        person_id AS candidate_id,
        coalesce(display_name, 'Name not given (' || person_id || ')') AS display_name,
        coalesce(role, 'Role not given')
            || CASE WHEN experience_years IS NULL THEN ''
               WHEN floor(experience_years) = 0 THEN ', first year'
               WHEN floor(experience_years) = 1 THEN ', 1 year'
               ELSE ', ' || floor(experience_years)::INTEGER || ' years' END AS headline,
        coalesce(role, 'not given') AS role,
        NULL::VARCHAR AS soc_group,
        NULL::VARCHAR AS naics_sector,
        coalesce(e.country, $no_country) AS country,
        coalesce(c.country_name, e.country, 'country not known') AS country_name,
        region,
        r.region_name,
        coalesce(city, 'Place not given') AS city,
        floor(experience_years) AS experience_years,
        false AS is_invented,
        source, consent, consent_on, applied_on, source_file, imported_on, is_in_candidate_files
    FROM everybody e
    LEFT JOIN _countries c USING (country)
    LEFT JOIN _regions r USING (country, region)
"""

CHECKED = """
        badge_name, linked_by, url, stated_in, source_file, badge_format, badge_sha256, verdict,
        reason, recipient_match, issuer_trust, issuer_domain, issuer_fits,
        checked_at AT TIME ZONE 'UTC' AS checked_at, checked_mode
"""
AWARDS = f"""
    CREATE TEMP VIEW _awards AS
    SELECT
        'award-' || row_number() OVER (ORDER BY person_id, credential_id) AS award_id,
        person_id AS candidate_id, credential_id, issuer_id, earned_on, expires_on,
        CASE
            WHEN expires_on IS NOT NULL THEN 'dated'
            WHEN credential_id IN (SELECT credential_id FROM _never_expires)
            THEN 'does_not_expire'
            ELSE 'not_known'
        END AS expiry_state,
        {CHECKED}
    FROM _states WHERE held_state = 'held';

    CREATE TEMP VIEW _not_held AS
    SELECT person_id AS candidate_id, credential_id, issuer_id, earned_on, expires_on,
        held_state AS state, {CHECKED}
    FROM _states WHERE held_state <> 'held';

    CREATE TEMP VIEW _badge_files AS
    SELECT person_id AS candidate_id, badge_sha256, badge_format, badge_text, source_file
    FROM _stated_awards WHERE badge_text IS NOT NULL;
"""


def prepare_relations(connection: duckdb.DuckDBPyConnection, paths: Paths) -> None:
    """Make ``_candidates``, ``_awards``, ``_not_held``, ``_badge_files`` and the catalog's.

    Args:
        connection: with ``_kept_candidates`` and ``_kept_awards``.

    Raises:
        DataError: a file of the catalog or of the reference data is missing.
    """
    frames = {name: read_catalog(paths, name) for name in CATALOG}
    costs = pd.concat([read_catalog(paths, n) for n in ("costs", "costs_cc_by_sa")])
    trust = read_trust_list(paths)
    connection.register("_trusted", pd.DataFrame({"issuer_id": list(trust.issuers)}, dtype="str"))
    connection.execute(OWNERS)
    connection.execute(PEOPLE)
    _link_all(connection, paths, frames, trust)
    for name, frame in frames.items():
        connection.register(f"_{name}", frame)
    never = costs[costs["item"].eq("renewal") & costs["period_months"].eq("0")]["credential_id"]
    degrees = frames["credentials"].query("kind == 'degree'")["credential_id"]
    connection.register("_never_expires", pd.concat([never, degrees]).drop_duplicates().to_frame())
    for name, file in (("_countries", "countries"), ("_regions", "regions")):
        connection.register(name, _reference(paths, file))
    connection.execute(HELD)
    connection.execute(CANDIDATES.replace("$no_country", f"'{NO_COUNTRY}'"))
    connection.execute(AWARDS)


def _link_all(
    connection: duckdb.DuckDBPyConnection,
    paths: Paths,
    frames: dict[str, pd.DataFrame],
    trust: TrustList,
) -> None:
    """Make ``_links`` and ``_stated_links``; badges that stand as themselves join the catalog."""
    badges = connection.execute(
        "SELECT DISTINCT badge_name AS badge, NULL AS role, issuer, achievement, alignments, "
        "issuer_trust, checked_issuer, issuer_domain FROM _stated_awards ORDER BY ALL"
    ).df()
    stated = connection.execute(
        "SELECT DISTINCT badge, role, NULL AS issuer, NULL AS achievement FROM "
        "(SELECT unnest(badges) AS badge, role FROM _kept_candidates) ORDER BY ALL"
    ).df()
    aliases = read_catalog(paths, "aliases")
    found = {
        "_links": links(frames, aliases, badges, trust, is_stated=False),
        "_stated_links": links(frames, aliases, stated, trust, is_stated=True),
    }
    every = pd.concat(found.values(), ignore_index=True)
    own = every[every["credential_id"].str.startswith(f"{BADGE}:")]
    if not own.empty:
        frames["credentials"], frames["issuers"] = with_badges(own, frames)
    for name, frame in found.items():
        connection.register(name, frame)


def _reference(paths: Paths, name: str) -> pd.DataFrame:
    file = paths.reference / f"{name}.csv"
    try:
        return pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])
    except FileNotFoundError as error:
        raise DataError(f"{file}: the pool of candidates needs this file.") from error
