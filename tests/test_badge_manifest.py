"""The judged badge files of other projects: every verdict, and every signature vector."""

import json
from typing import Any

import pytest

from badges import read, verify
from badges.proofs import contexts
from badges.proofs.data_integrity import check_proofs
from badges.proofs.keys import from_multibase
from badges.reasons import VERDICT_OF
from badges.resolving import Resolved, resolve
from badges.values import Settings
from benchmarks.badges import AT, FILES, judged

MANIFEST = FILES / "manifest.json"
ENTRIES: list[dict[str, Any]] = (
    json.loads(MANIFEST.read_text(encoding="utf-8")) if MANIFEST.is_file() else []
)
SCORED = [entry for entry in ENTRIES if entry["scored"]]
needs_files = pytest.mark.skipif(not ENTRIES, reason="needs ../shared/badges (judged badge files)")


@needs_files
def test_every_judged_file_gets_its_verdict() -> None:
    wrong = {}
    for entry in SCORED:
        results = judged(FILES, entry["file"])
        assert all(result.reason in VERDICT_OF for result in results)
        if entry["expected"] != "valid":
            assert "valid" not in [result.verdict for result in results], entry["file"]
        if results[0].verdict != entry["expected"]:
            wrong[entry["file"]] = results[0].reason
    assert wrong == {}


@needs_files
def test_offline_nothing_is_valid_that_needs_its_issuer() -> None:
    for entry in SCORED:
        results = [verify(found) for found in read(FILES / entry["file"])]
        if entry["expected"] != "valid":
            assert "valid" not in [result.verdict for result in results], entry["file"]
        elif entry["format"].startswith("ob2"):
            assert results[0].verdict == "unverifiable"


@needs_files
def test_badges_baked_by_others_are_read() -> None:
    for entry in ENTRIES:
        if entry["expected"] == "extract_ok":
            assert not any(found.fault for found in read(FILES / entry["file"])), entry["file"]


@needs_files
def test_the_bundled_contexts_are_the_published_ones() -> None:
    index = json.loads((FILES / "contexts" / "index.json").read_text(encoding="utf-8"))
    compared = 0
    for url in contexts.PINNED:
        if url in index:
            published = json.loads((FILES / "contexts" / index[url]).read_text(encoding="utf-8"))
            assert contexts.document(url)["@context"] == published["@context"], url
            compared += 1
    assert compared >= 12


def vectors(kind: str) -> list[dict[str, Any]]:
    return [e for e in ENTRIES if e["group"] == "vectors" and e["format"] == kind]


@needs_files
def test_the_vectors_of_the_cryptosuites_verify(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = FILES / "contexts"
    examples = "https://www.w3.org/ns/credentials/examples/v2"
    # A vocabulary that only examples use; it is not one of those that are trusted.
    monkeypatch.setitem(contexts.PINNED, examples, str(folder / "credentials-examples-v2.jsonld"))

    def from_fragment(method: str) -> Resolved:
        return Resolved(from_multibase(method.partition("#")[2]), is_confirmed=True)

    seen = set()
    for entry in vectors("vc-di"):
        document = json.loads((FILES / entry["file"]).read_text(encoding="utf-8"))
        known = all(url in contexts.PINNED for url in document["@context"])
        proofs = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
        if not known or any("previousProof" in proof for proof in proofs):
            continue
        result = check_proofs(document, from_fragment, AT)
        assert result.integrity.outcome == "pass", entry["file"]
        seen |= {proof["cryptosuite"] for proof in proofs}
    assert seen == {
        "eddsa-rdfc-2022",
        "eddsa-jcs-2022",
        "ecdsa-rdfc-2019",
        "ecdsa-jcs-2019",
    }


@needs_files
def test_another_s_derived_proof_verifies() -> None:
    path = FILES / "unverifiable" / "1ed30-sd-derivedcredential.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    issuer = document["issuer"]["id"]
    result = check_proofs(document, lambda m: resolve(m, issuer, Settings()), AT)
    assert result.integrity.outcome == "pass"


@needs_files
def test_tokens_with_methods_outside_the_four_are_refused() -> None:
    for entry in vectors("vc-jwt"):
        (found,) = read((FILES / entry["file"]).read_bytes())
        assert verify(found).verdict != "valid"
        if "secp256k1" in entry["file"] or entry["expected"] == "refuse":
            assert verify(found).verdict in ("malformed", "unverifiable")
