"""Credentials as a catalog or a badge platform lists them: one offer a row."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from etl.importing import Kept, Kind, Origin, Row
from etl.importing.credential_fields import FIELDS
from etl.offers import (
    OFFER_TABLES,
    Gathered,
)
from etl.paths import Paths
from etl.snapshots import INCREMENT, Sidecar, write_snapshot
from etl.sources import Source


def check(values: dict[str, Any]) -> tuple[str, str] | None:
    """A name has letters."""
    if not any(map(str.isalpha, values["name"])):
        return "name", "not a name"
    return None


def key(values: dict[str, Any]) -> tuple[str, tuple[str, ...]] | None:
    """Its id, else its name with its issuer."""
    if "external_id" in values:
        return "external_id", (values["external_id"],)
    return "name", ("", values["name"].casefold(), values.get("issuer", "").casefold())


def keep(paths: Paths, origin: Origin, batches: Iterable[list[Row]]) -> Kept:
    """Write a snapshot of `import_credentials_<name>`: what the file offers.

    It adds to what files of that name brought before; an offer that comes again, told by its id or
    by name and issuer, takes the place of its older version.
    """
    now = datetime.now(UTC)
    gathered = Gathered(f"import_credentials_{origin.name}")
    for row in (row for batch in batches for row in batch):
        values = row.values
        known = {n: values.get(n) for n in _AS_THEY_ARE} | {"as_of": now.date().isoformat()}
        if "price" in values:
            known |= {"price_amount": values["price"], "price_currency": values.get("currency")}
        name = " ".join(values["name"].split())
        offer = gathered.credential(_external_id(values), name, **known)
        for skill in values.get("skills", ()):
            gathered.skill(offer, skill)
    rows = gathered.parsed(origin.file.name).rows
    tables = {n: pa.Table.from_pylist(rows[n], schema) for n, schema in OFFER_TABLES.items()}
    folder = write_snapshot(
        paths.snapshots,
        Sidecar(
            source_id=gathered.source_id,
            kind="derived_facts",
            as_of=now.date().isoformat(),
            derived_from=origin.file.name,
            derived_from_sha256=origin.sha256,
            rows_in=len(gathered.credentials),
            retrieved_at=now.isoformat(timespec="seconds"),
            source=asdict(_source(origin)),
            covers=INCREMENT,
        ),
        tables,
        edition=now.strftime("%Y-%m-%dT%H%M%S%fZ"),
    )
    return Kept(
        (),
        f"{len(gathered.credentials):,} credentials are kept in {folder}; "
        "`python -m etl build` takes them into the catalog.",
    )


_AS_THEY_ARE = (
    "issuer", "url", "type", "hours", "level", "language", "delivery", "valid_months",
)  # fmt: skip


def _external_id(values: dict[str, Any]) -> str:
    """The id given, else one made of name and issuer, the same at every import."""
    if "external_id" in values:
        return str(values["external_id"])
    return hashlib.sha256("\n".join(map(str, key(values) or ())).encode()).hexdigest()[:16]


def _source(origin: Origin) -> Source:
    return Source(
        source_id=f"import_credentials_{origin.name}",
        title=f"Import of {origin.file.name}",
        publisher="the employer's own list",
        licence="the employer's own data",
        keeps_text=False,
        kind="catalog",
        country=None,
        region=None,
        document_type=None,
        label_meaning=None,
        collected_on=None,
        period="as in the file",
        cadence="when it is imported again",
        note="Imported by an analyst with `python -m etl import`.",
    )


KIND = Kind("credentials", FIELDS, check, keep, key)
