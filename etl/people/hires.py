"""The employer's own hires: applications, what came of them, and the badges of the applicants.

They have a shelf of their own below ``data/people/hires/``. A build is made of all that has been
imported; of an application that came several times the newest row counts.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
from filelock import FileLock

from etl.importing import Kept, Origin, Row
from etl.importing.people_links import BADGE, link, read_names
from etl.importing.people_values import folded
from etl.paths import Paths
from etl.people.hires_tables import APPLICATIONS, CHECKS, REPEATS
from etl.people.imported import Fresh, kept_files, kept_rows, relation, secret_key
from etl.people.kept_values import META, email_key
from etl.people.private import FILE_MODE, people_folder
from etl.people.publish import check_tables, read_catalog
from etl.publish import Shelf

KIND = "hires"
LOCK = ".hires.lock"
TEXT, DAY, FLAG = pa.string(), pa.date32(), pa.bool_()
SCHEMA = pa.schema(
    [
        *META,
        *((n, TEXT) for n in ("applicant_id", "role", "role_key", "outcome", "performance")),
        ("badges", pa.list_(TEXT)),
        *((n, FLAG) for n in ("is_interviewed", "is_employed")),
        *(
            (n, DAY)
            for n in ("interviewed_on", "applied_on", "hired_on", "left_on", "described_on")
        ),
        ("tenure_months", pa.float64()),
    ]
)


def hires_shelf(paths: Paths) -> Shelf:
    """The shelf of the employer's hires; its folder is made where it is missing."""
    return Shelf(people_folder(paths) / KIND)


def keep_hires(paths: Paths, origin: Origin, batches: Iterable[list[Row]]) -> Kept:
    """Keep rows of applications and publish the hires that follow from all kept rows.

    All or nothing: until the new build is finished, nothing that was there is touched.

    Raises:
        DataError: a catalog file is missing, or the tables break a rule that must hold.
    """
    with FileLock(hires_shelf(paths).folder / LOCK):
        key = secret_key(paths)
        with kept_rows(
            paths, KIND, origin, SCHEMA, batches, lambda row: _application(row.values, key)
        ) as fresh:
            if fresh is None:
                return Kept((), "No row was kept; the hires are as they were.")
            (applications, hired, badges), (repeated, without_day) = publish_hires(paths, fresh)
    return Kept(
        (),
        f"{_repeats(repeated, without_day)}There are now {applications:,} applications, "
        f"{hired:,} hires and {badges:,} badges of applicants. Open the page At our company.",
    )


def _repeats(repeated: int, without_day: int) -> str:
    """What became of rows that say something of an application that another row has."""
    if not repeated:
        return ""
    undated = (
        f" ({without_day:,} of them have no day of application, so that a second application for "
        "the same role cannot be told from the first)"
    )
    return (
        f"{repeated:,} of the rows kept repeat an application of this file, with the same "
        f"applicant, role and day{undated if without_day else ''}; each application counts once, "
        "with the furthest outcome. "
    )


def refresh_hires(paths: Paths) -> Path | None:
    """Make the hires again from what is kept, as after a change of the catalog.

    Returns:
        The build's file, or None where nothing has been imported.
    """
    if not kept_files(paths, KIND):
        return None
    with FileLock(hires_shelf(paths).folder / LOCK):
        publish_hires(paths)
        return hires_shelf(paths).current()


def publish_hires(
    paths: Paths, fresh: Fresh | None = None
) -> tuple[tuple[int, int, int], tuple[int, int]]:
    """Publish a build; its applications, hires and badges, and the repeats of the fresh rows.

    Call it only while holding the lock of the hires.
    """
    shelf = hires_shelf(paths)
    shelf.clear_partials()
    now = datetime.now(UTC)
    build_id = f"{now:%Y%m%dT%H%M%S%f}"[:-3] + "Z"
    try:
        with duckdb.connect(str(shelf.partial(build_id)), config={"threads": 2}) as connection:
            files = kept_files(paths, KIND) + ([fresh.partial] if fresh else [])
            relation(connection, "_kept", files, SCHEMA)
            counts = _write(connection, paths)
            found = connection.execute(REPEATS, [str(fresh.partial) if fresh else ""]).fetchone()
            assert found is not None
            connection.execute(
                "CREATE TABLE hires.build AS SELECT ? AS build_id, ?::TIMESTAMPTZ AS built_at, "
                "(SELECT max(observed_on) FROM hires.applications) AS observed_on",
                [build_id, now],
            )
            check_tables(connection, "build of hires", CHECKS)
            connection.execute("CHECKPOINT")
        shelf.partial(build_id).chmod(FILE_MODE)
        if fresh is not None:
            fresh.count()
        shelf.publish(build_id)
    except BaseException:
        shelf.clear_partials()
        raise
    return counts, (int(found[0]), int(found[1]))


def _write(connection: duckdb.DuckDBPyConnection, paths: Paths) -> tuple[int, int, int]:
    """Make the tables of ``hires``; applications, hires and badges in them."""
    connection.execute("CREATE SCHEMA hires")
    connection.execute(f"CREATE TEMP TABLE _applications AS {APPLICATIONS}")
    named = connection.execute(
        "SELECT DISTINCT badge, role FROM (SELECT unnest(badges) AS badge, role "
        "FROM _applications) ORDER BY ALL"
    ).df()
    catalog = read_catalog(paths, "credentials")
    links = _links(named, catalog, read_catalog(paths, "aliases"), read_catalog(paths, "issuers"))
    own = links[links["credential_id"].str.startswith(f"{BADGE}:")].drop_duplicates("credential_id")
    credentials = pd.concat(
        [
            catalog[["credential_id", "name", "kind"]],
            own.assign(name=own["badge"], kind=BADGE)[["credential_id", "name", "kind"]],
        ]
    )
    connection.register("_links", links)
    connection.register("_credentials", credentials)
    connection.execute(
        """
        CREATE TABLE hires.applications AS
        SELECT * EXCLUDE (badges) FROM _applications ORDER BY application_id;

        CREATE TABLE hires.applicant_badges AS
        SELECT application_id, applicant_id, credential_id, min(badge) AS badge_name,
            min(linked_by) AS linked_by
        FROM (SELECT application_id, applicant_id, role, unnest(badges) AS badge FROM _applications)
        JOIN _links USING (badge, role)
        GROUP BY ALL ORDER BY credential_id, application_id;

        CREATE TABLE hires.credentials AS
        FROM _credentials SEMI JOIN hires.applicant_badges USING (credential_id)
        ORDER BY credential_id;
        """
    )
    row = connection.execute(
        "SELECT count(*), count(*) FILTER (is_hired), "
        "(SELECT count(*) FROM hires.applicant_badges) FROM hires.applications"
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1]), int(row[2])


def _links(
    named: pd.DataFrame, catalog: pd.DataFrame, aliases: pd.DataFrame, issuers: pd.DataFrame
) -> pd.DataFrame:
    """badge, role, credential_id, linked_by: the role helps where letters have several senses."""
    names = read_names(catalog, aliases, issuers)
    rows = [
        (badge, role, found.credential_id, found.linked_by)
        for badge, role in named.itertuples(index=False)
        for found in [link(names, badge, context=role, letters_suffice=True)]
    ]
    columns = ["badge", "role", "credential_id", "linked_by"]
    return pd.DataFrame(rows, columns=columns, dtype="str")


def _application(values: dict[str, Any], key: bytes) -> dict[str, Any]:
    """A row as it is kept; who is known by an email address is kept by a key made of it."""
    kept = {n: values.get(n) for n in SCHEMA.names if n not in dict(META)}
    applicant = str(values["applicant_id"])
    return kept | {
        "applicant_id": f"person-{email_key(applicant, key)}" if "@" in applicant else applicant,
        "role_key": folded(values["role"]),
        "badges": list(dict.fromkeys(values.get("badges") or ())),
    }


def current_hires(paths: Paths) -> Path | None:
    """File of the served build of hires, or None where none has been imported.

    Raises:
        DataError: the pointer is broken.
    """
    return Shelf(paths.people / KIND).current()
