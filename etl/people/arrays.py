"""A pool's candidates and awards as arrays beside its file, for filters over millions of them.

They are made from the build's own tables, published together with it and mapped into memory by
whoever reads them. What a number stands for is in the tables: a candidate's number is its
``display_order`` less one, an award's and a badge's are ``award_no`` and ``badge_no``.
"""

from dataclasses import fields
from pathlib import Path

import duckdb
import numpy as np

from analysis.holders import (
    DOES_NOT_EXPIRE,
    EARNED_NOT_KNOWN,
    EXPIRY_NOT_KNOWN,
    NEVER_VERIFIED,
    Holders,
    by_candidate,
)
from analysis.listing import Pool
from etl.errors import DataError
from etl.people.private import FILE_MODE, private_folder
from etl.publish import arrays_of

CANDIDATES = """
    SELECT
        pl.place_no AS place,
        coalesce(p.experience_years, -1)::SMALLINT AS experience_years,
        (row_number() OVER (ORDER BY p.display_name, p.display_order) - 1)::UINTEGER AS name_rank
    FROM people.candidates p JOIN people.places pl
        ON pl.country = p.country AND pl.region IS NOT DISTINCT FROM p.region
        AND pl.country_name = p.country_name AND pl.region_name IS NOT DISTINCT FROM p.region_name
    ORDER BY p.display_order
"""
# A day beyond every calendar would be taken for one that is not known.
AWARDS = f"""
    SELECT
        a.badge_no, (p.display_order - 1)::UINTEGER AS candidate,
        coalesce(a.earned_on - DATE '1970-01-01', {EARNED_NOT_KNOWN})::INTEGER AS earned_day,
        CASE
            WHEN a.expires_on IS NOT NULL
            THEN least(a.expires_on - DATE '1970-01-01', {EXPIRY_NOT_KNOWN - 1})
            WHEN a.expiry_state = 'does_not_expire' THEN {DOES_NOT_EXPIRE}
            ELSE {EXPIRY_NOT_KNOWN}
        END::INTEGER AS expires_day,
        coalesce(a.verified_on - DATE '1970-01-01', {NEVER_VERIFIED})::USMALLINT AS verified_day
    FROM people.awards a JOIN people.candidates p USING (candidate_id) ORDER BY a.award_no
"""


def write_arrays(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the arrays of the pool that ``connection`` is writing into ``folder``."""
    people = connection.execute(CANDIDATES).fetchnumpy()
    awards = connection.execute(AWARDS).fetchnumpy()
    badges = connection.execute("SELECT count(*) FROM people.badges").fetchone()
    assert badges is not None
    starts = np.searchsorted(awards.pop("badge_no"), np.arange(int(badges[0]) + 1))
    own_starts, own_awards = by_candidate(awards["candidate"], len(people["place"]))
    holders = Holders(starts=starts, own_starts=own_starts, own_awards=own_awards, **awards)
    save_arrays(Pool(holders, **people), folder)


def save_arrays(pool: Pool, folder: Path) -> None:
    """Save each array of a pool as a file of its own, for its owner alone."""
    private_folder(folder)
    for part, names in ((pool.holders, _names(Holders)), (pool, _names(Pool))):
        for name in names:
            file = folder / f"{name}.npy"
            np.save(file, np.asarray(getattr(part, name)))
            file.chmod(FILE_MODE)


def has_arrays(build: Path) -> bool:
    """Whether a pool has all its arrays beside it; those of older versions have not."""
    folder = arrays_of(build)
    return all((folder / f"{n}.npy").is_file() for n in (*_names(Holders), *_names(Pool)))


def read_arrays(build: Path) -> Pool:
    """The arrays of a published pool, mapped read-only.

    Raises:
        DataError: a file is missing or damaged.
    """
    folder = arrays_of(build)

    def mapped(name: str) -> np.ndarray:
        # A plain view of the mapped file: slices of the mapping itself are dear to make.
        return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))

    try:
        holders = Holders(**{name: mapped(name) for name in _names(Holders)})
        return Pool(holders, **{name: mapped(name) for name in _names(Pool)})
    except (OSError, ValueError, EOFError) as error:
        raise DataError(f"The arrays of {build.name} cannot be read ({error}).") from error


def _names(of: type[Holders] | type[Pool]) -> list[str]:
    """The arrays of one of the two, which are files of the same name."""
    return [f.name for f in fields(of) if f.name != "holders"]
