"""What is kept of real people as the relations that a pool is written from.

Who is who: a candidate is the system's own id; a row with an email address alone belongs to the
one id that has this address, or else to a person known by the address only. An award goes to the
candidate with its id, or else to the one with its address; where neither is known, it makes a
candidate of its own, so that a badge export alone already shows its people. An address that
several ids share is never guessed about.
"""

import duckdb
import pandas as pd

from etl.errors import DataError
from etl.importing.people_links import BADGE, badge_key, link, read_names
from etl.paths import Paths
from etl.people.publish import _read as read_catalog

CATALOG = ("credentials", "issuers", "skills", "credential_skills", "edges")
NO_ISSUER = "Issuer not stated"
NO_COUNTRY = "ZZ"
"""User-assigned code of ISO 3166 for a country that is not known."""

OWNERS = """
    CREATE TEMP TABLE _owners AS
    SELECT email_key, min(candidate_id) AS owner_id FROM _kept_candidates
    WHERE candidate_id IS NOT NULL AND email_key IS NOT NULL
    GROUP BY email_key HAVING count(DISTINCT candidate_id) = 1;
"""
"""``_owners`` (email_key, owner_id): addresses that one candidate id alone has."""

PEOPLE = """
    CREATE TEMP TABLE _people AS
    SELECT k.*, coalesce(candidate_id, owner_id, 'person-' || email_key) AS person_id
    FROM _kept_candidates k LEFT JOIN _owners USING (email_key)
    QUALIFY row_number() OVER (
        PARTITION BY person_id
        ORDER BY imported_at DESC, applied_on DESC NULLS LAST, line DESC) = 1;

    CREATE TEMP TABLE _all_awards AS
    SELECT
        k.* EXCLUDE (issuer), l.credential_id, l.issuer_id, l.linked_by,
        'awards' AS stated_in,
        coalesce(p.person_id, owner_id, 'person-' || k.email_key, k.candidate_id) AS person_id
    FROM _kept_awards k
    JOIN _links l ON l.badge IS NOT DISTINCT FROM k.badge_name
        AND l.issuer IS NOT DISTINCT FROM k.issuer
        AND l.achievement IS NOT DISTINCT FROM k.achievement
    LEFT JOIN _people p ON p.person_id = k.candidate_id
    LEFT JOIN _owners o ON o.email_key = k.email_key;

    -- What somebody is stated to hold counts where no export of badges says anything about it: it
    -- has no dates, and who lost a badge may still state it.
    INSERT INTO _all_awards BY NAME
    SELECT
        p.person_id, p.candidate_id, p.display_name, p.line, p.imported_at, p.file_sha256,
        p.source_file,
        p.badge AS badge_name, 'accepted' AS state, s.credential_id, s.issuer_id, s.linked_by,
        'candidates' AS stated_in
    FROM (SELECT * EXCLUDE (badges), unnest(badges) AS badge FROM _people) p
    JOIN _stated_links s ON s.badge = p.badge AND s.role IS NOT DISTINCT FROM p.role
    ANTI JOIN _all_awards a ON a.person_id = p.person_id AND a.credential_id = s.credential_id;

    -- The newest row of an award, whatever it says: a badge that is revoked now was accepted once.
    CREATE TEMP TABLE _newest_awards AS
    FROM _all_awards
    QUALIFY row_number() OVER (
        PARTITION BY person_id, credential_id, coalesce(url, earned_on::VARCHAR, '')
        ORDER BY imported_at DESC, line DESC) = 1;

    -- Of a credential renewed several times the last award counts, or a list would name it twice.
    CREATE TEMP TABLE _states AS
    SELECT
        *,
        CASE
            WHEN state <> 'accepted' THEN state
            WHEN row_number() OVER (
                PARTITION BY person_id, credential_id, state
                ORDER BY earned_on DESC NULLS LAST, expires_on DESC NULLS FIRST,
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

AWARDS = """
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
        badge_name, linked_by, url, stated_in, source_file
    FROM _states WHERE held_state = 'held';

    CREATE TEMP VIEW _not_held AS
    SELECT person_id AS candidate_id, credential_id, issuer_id, earned_on, expires_on,
        held_state AS state, badge_name, linked_by, url, stated_in, source_file
    FROM _states WHERE held_state <> 'held';

    CREATE TEMP VIEW _badge_files AS
    SELECT person_id AS candidate_id, badge_sha256, badge_format, badge_text, source_file
    FROM _all_awards WHERE badge_text IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY person_id, badge_sha256 ORDER BY imported_at DESC, line DESC) = 1;
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
    badges = connection.execute(
        "SELECT DISTINCT badge_name AS badge, NULL AS role, issuer, achievement "
        "FROM _kept_awards ORDER BY ALL"
    ).df()
    stated = connection.execute(
        "SELECT DISTINCT badge, role, NULL AS issuer, NULL AS achievement FROM "
        "(SELECT unnest(badges) AS badge, role FROM _kept_candidates) ORDER BY ALL"
    ).df()
    aliases = read_catalog(paths, "aliases")
    links = _links(badges, frames, aliases, is_stated=False)
    stated_links = _links(stated, frames, aliases, is_stated=True)
    connection.register("_stated_links", stated_links)
    every = pd.concat([links, stated_links], ignore_index=True)
    own = every[every["credential_id"].str.startswith(f"{BADGE}:")]
    if not own.empty:
        frames["credentials"], frames["issuers"] = _with_badges(own, frames)
    for name, frame in frames.items():
        connection.register(f"_{name}", frame)
    connection.register("_links", links)
    never = costs[costs["item"].eq("renewal") & costs["period_months"].eq("0")]["credential_id"]
    degrees = frames["credentials"].query("kind == 'degree'")["credential_id"]
    connection.register("_never_expires", pd.concat([never, degrees]).drop_duplicates().to_frame())
    for name, file in (("_countries", "countries"), ("_regions", "regions")):
        connection.register(name, _reference(paths, file))
    connection.execute(OWNERS)
    connection.execute(PEOPLE)
    connection.execute(CANDIDATES.replace("$no_country", f"'{NO_COUNTRY}'"))
    connection.execute(AWARDS)


def _links(
    badges: pd.DataFrame,
    frames: dict[str, pd.DataFrame],
    aliases: pd.DataFrame,
    *,
    is_stated: bool,
) -> pd.DataFrame:
    """badge, role, issuer, achievement, credential_id, issuer_id, linked_by.

    Args:
        is_stated: the badges are from a column of badges, where letters mean a badge.
    """
    names = read_names(frames["credentials"], aliases, frames["issuers"])
    known = {badge_key(n): i for n, i in _issuer_keys(frames["issuers"])}
    rows = []
    for row in badges[["badge", "role", "issuer", "achievement"]].itertuples(index=False):
        badge, role, issuer, achievement = (None if pd.isna(v) else str(v) for v in row)
        found = link(
            names, badge, issuer, achievement, context=role or "", letters_suffice=is_stated
        )
        issuer_id = names.issuer_of.get(found.credential_id)
        if issuer_id is None:
            key = badge_key(issuer or "")
            issuer_id = known.get(key) or f"issuer:{key.replace(' ', '-') or 'not-stated'}"
        rows.append(
            (badge, role, issuer, achievement, found.credential_id, issuer_id, found.linked_by)
        )
    columns = ["badge", "role", "issuer", "achievement", "credential_id", "issuer_id", "linked_by"]
    return pd.DataFrame(rows, columns=columns, dtype="str")


def _issuer_keys(issuers: pd.DataFrame) -> list[tuple[str, str]]:
    ids = [str(i) for i in issuers["issuer_id"]]
    return [*zip(ids, ids, strict=True), *zip(map(str, issuers["name"]), ids, strict=True)]


def _with_badges(
    own: pd.DataFrame, frames: dict[str, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The catalog's credentials and issuers, and those of badges that stand as themselves.

    Names stay unique: a badge whose name is taken is followed by its issuer, then by a number.
    """
    rows = own.drop_duplicates("credential_id").assign(
        name=lambda r: r["badge"].fillna(r["achievement"]),
        issuer=lambda r: r["issuer"].fillna(NO_ISSUER),
    )
    taken = set(frames["credentials"]["name"])
    twice = set(rows["name"][rows["name"].duplicated()])
    names = []
    for name, issuer in zip(rows["name"], rows["issuer"], strict=True):
        wanted = f"{name} ({issuer})" if name in taken or name in twice else name
        number, unique = 2, wanted
        while unique in taken:
            unique, number = f"{wanted} {number}", number + 1
        taken.add(unique)
        names.append(unique)
    credentials = rows.assign(name=names, kind=BADGE)[
        ["credential_id", "name", "kind", "issuer_id"]
    ]
    fresh = rows[~rows["issuer_id"].isin(frames["issuers"]["issuer_id"])]
    issuers = fresh.drop_duplicates("issuer_id")[["issuer_id", "issuer"]]
    return (
        pd.concat([frames["credentials"], credentials], ignore_index=True),
        pd.concat(
            [frames["issuers"], issuers.rename(columns={"issuer": "name"})], ignore_index=True
        ),
    )


def _reference(paths: Paths, name: str) -> pd.DataFrame:
    file = paths.reference / f"{name}.csv"
    try:
        return pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])
    except FileNotFoundError as error:
        raise DataError(f"{file}: the pool of candidates needs this file.") from error
