"""Mutated badge files never crash, and never become valid.

The whole run is ``python -m benchmarks badges``; this is a short one on badges made here.
"""

import json
from datetime import UTC, datetime

import pytest

from badges import Settings
from benchmarks.badge_mutations import Base, tried
from tests import badge_makers as make
from tests import badge_pictures as pictures
from tests.badge_site import site
from tests.test_badge_assertions import published

AT = datetime(2026, 1, 1, tzinfo=UTC)
SEED, EACH = 20261130, 150
KEY = make.signer()
URL = "https://harbour.example/status/1"


def bases() -> list[Base]:
    listed = make.with_proof(make.credential(KEY.did, credentialStatus=make.status_entry()), KEY)
    old = make.with_proof(
        make.first_edition(KEY.did, expirationDate="2025-01-01T00:00:00Z"),
        KEY,
        "Ed25519Signature2020",
    )
    files = {
        "embedded": json.dumps(listed).encode(),
        "expired": json.dumps(old).encode(),
        "json_suite": json.dumps(
            make.with_proof(make.credential(KEY.did), KEY, "eddsa-jcs-2022")
        ).encode(),
        "unsigned": json.dumps(make.credential(KEY.did)).encode(),
        "token": make.vc_jwt(make.credential(KEY.did), KEY).encode(),
        "png": pictures.baked_png(json.dumps(listed).encode()),
        "svg": pictures.baked_svg(f"<![CDATA[{json.dumps(listed)}]]>"),
        "hosted": json.dumps(make.assertion()).encode(),
    }
    answers = {**published(), URL: make.status_list(KEY, {3})}
    settings = Settings(fetch=site(answers), at=AT)
    return [Base(name, data, settings) for name, data in files.items()]


@pytest.mark.parametrize("base", bases(), ids=lambda base: base.name)
def test_no_mutation_crashes_or_becomes_valid(base: Base) -> None:
    wrong = [outcome for n in range(EACH) if (outcome := tried(base, n, SEED)).wrong]
    assert wrong == []
