"""openbadgeslib as an oracle: what it calls forged after a change is never valid here.

It accepts fewer badges than we do, so it is asked about mutations of badges that it accepts.
"""

import json
import random
from typing import Any

import pytest

from badges import Settings, read, verify
from benchmarks.badge_mutations import Base, changed_json, changed_payload, outcome_of
from benchmarks.badges import AT, FILES, judged
from tests import badge_makers as make

ob3: Any = pytest.importorskip(
    "openbadgeslib.ob3", reason="needs openbadgeslib (requirements-dev.txt)"
)
KEY = make.signer()
SEED, EACH = 20261130, 400


def refused(data: bytes) -> bool:
    """Whether the oracle refuses a file."""
    try:
        if data.startswith(b"eyJ"):
            ob3.OB3Verifier(KEY.pem).verify(data.decode())
        else:
            ob3.OB3LdpVerifier().verify(data)
    except (ob3.OB3VerificationError, ValueError, KeyError, TypeError, AttributeError):
        return True
    return False


@pytest.mark.parametrize("kind", ["embedded", "token"])
def test_what_the_oracle_refuses_is_not_valid_unless_it_says_the_same(kind: str) -> None:
    document = make.credential(KEY.did)
    document["credentialSubject"].pop("identifier")
    if kind == "embedded":
        data, change = json.dumps(make.with_proof(document, KEY)).encode(), changed_json
    else:
        data, change = make.vc_jwt(document, KEY).encode(), changed_payload
    assert not refused(data)
    assert verify(read(data)[0], Settings(at=AT)).verdict == "valid"
    base = Base(kind, data, Settings(at=AT))
    refusals = 0
    for number in range(EACH):
        mutated = change(data, random.Random(f"{SEED}/{number}"))
        if not refused(mutated):
            continue
        refusals += 1
        # It also refuses other spellings of the same, such as a list of one.
        assert outcome_of(base, kind, mutated).wrong == "", mutated
    assert refusals > EACH / 2


@pytest.mark.skipif(not FILES.is_dir(), reason="needs ../shared/badges (judged badge files)")
@pytest.mark.parametrize(
    "name",
    [
        "invalid/mut-unsigned-extra-term-in-achievement.json",
        "invalid/1ed30-simple-err-issuer-otheridentifier-type.json",
        "invalid/mut-purpose.json",
        "attacks/json-nan.json",
    ],
)
def test_files_that_the_oracle_calls_forged_are_not_valid(name: str) -> None:
    assert refused((FILES / name).read_bytes())
    assert all(result.verdict != "valid" for result in judged(FILES, name))
