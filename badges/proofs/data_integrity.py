"""Are the embedded proofs of a credential its signer's, over exactly what it says?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from badges.dates import moment_of
from badges.proofs import selective
from badges.proofs.canonical import Canonical, NotLinkedDataError, TooTangledError, canonical
from badges.proofs.signed_terms import unsigned_terms
from badges.proofs.suites import Suite, decoded_signature, signed_data, suite_of
from badges.reading.kinds import as_list
from badges.resolving import Resolved
from badges.values import Finding, Json, failed, passed, unknown, warned

# What a proof may say of itself; the second kind may be several.
_OPTIONS = (
    "id",
    "type",
    "cryptosuite",
    "created",
    "expires",
    "verificationMethod",
    "proofPurpose",
    "proofValue",
    "challenge",
    "nonce",
)
_LISTED = ("domain", "@context")
Resolve = Callable[[str], Resolved]


@dataclass(frozen=True)
class Proofs:
    """What the proofs show: of the content, of the key behind them, and what they cover."""

    integrity: Finding
    signer: Resolved | None = None
    covered: Json | None = None
    is_selective: bool = False


def check_proofs(document: Json, resolve: Resolve, at: datetime) -> Proofs:
    """Check every proof; one that does not fit is enough to call the document changed."""
    proofs = as_list(document.get("proof"))
    if not proofs:
        return Proofs(unknown("no_proof"))
    content = {key: item for key, item in document.items() if key != "proof"}
    if not as_list(content.get("@context")):
        return Proofs(failed("bad_context", why="no context"))
    try:
        whole = canonical(content)
    except TooTangledError:
        return Proofs(failed("too_big", why="too tangled to be put in canonical form"))
    except NotLinkedDataError as error:
        return Proofs(failed("bad_context", why=f"no JSON-LD: {error}"))
    if any(isinstance(proof, dict) and "previousProof" in proof for proof in proofs):
        return Proofs(unknown("suite_unsupported", why="a chain of proofs"))
    results = [_one(content, proof, whole, resolve, at) for proof in proofs]
    return _together(content, whole, results)


@dataclass(frozen=True)
class _Proof:
    finding: Finding
    signer: Resolved | None = None
    is_json: bool = False
    is_selective: bool = False


def _one(content: Json, proof: Any, whole: Canonical, resolve: Resolve, at: datetime) -> _Proof:
    if not isinstance(proof, dict):
        return _Proof(unknown("suite_unsupported", why="a proof that is no object"))
    suite = suite_of(proof)
    name = str(proof.get("cryptosuite", proof.get("type", "")))[:100]
    if suite is None:
        return _Proof(unknown("suite_unsupported", suite=name))
    method = proof.get("verificationMethod")
    if not isinstance(method, str):
        return _Proof(unknown("key_unresolvable", suite=name))
    signer = resolve(method)
    if signer.key is None:
        return _Proof(unknown(signer.code, suite=name, method=method, why=signer.why), signer)
    if signer.key.kind not in suite.key_kinds:
        return _Proof(unknown("alg_refused", suite=name, key=signer.key.kind), signer)
    finding = _signature(suite, content, proof, signer, whole)
    odd = [key for key, item in proof.items() if not _is_option(key, item)]
    if odd and finding.outcome == "pass":
        # What no suite defines is dropped before it is signed; or it is an option in disguise.
        finding = failed("unsigned_term", terms=", ".join(odd)[:500])
    if finding.outcome == "pass":
        finding = _options(proof, at) or passed(suite=name, method=method)
    return _Proof(finding, signer, suite.is_json, suite.is_selective)


def _signature(
    suite: Suite, content: Json, proof: Json, signer: Resolved, whole: Canonical
) -> Finding:
    assert signer.key is not None
    try:
        if suite.is_selective:
            fits = selective.verifies(content, proof, signer.key, whole)
        elif suite.is_json and not _context_leads(proof, content):
            fits = False
        else:
            data = signed_data(suite, content, proof, signer.key, whole)
            fits = signer.key.verifies(decoded_signature(proof.get("proofValue")), data)
    except selective.NotDerivedError as error:
        return unknown("suite_unsupported", suite=suite.name, why=str(error))
    except TooTangledError:
        return failed("too_big", why="too tangled to be put in canonical form")
    except (NotLinkedDataError, ValueError):
        return failed("bad_signature", suite=suite.name, why="proof options cannot be read")
    return passed() if fits else failed("bad_signature", suite=suite.name)


def _context_leads(proof: Json, content: Json) -> bool:
    """A proof's own context must be the beginning of the document's."""
    own = as_list(proof.get("@context"))
    return as_list(content.get("@context"))[: len(own)] == own


def _is_option(key: str, item: Any) -> bool:
    texts = as_list(item) if key in _LISTED else [item]
    return key in (*_OPTIONS, *_LISTED) and all(isinstance(text, str) for text in texts)


def _options(proof: Json, at: datetime) -> Finding | None:
    """What a proof says of itself, once its signature fits."""
    if proof.get("proofPurpose") != "assertionMethod":
        return unknown("no_proof", why="a signature made for another purpose")
    if "expires" in proof:
        ends = moment_of(proof["expires"])
        if ends is None:
            return failed("bad_dates", expires=str(proof["expires"])[:100])
        if ends < at:
            return failed("expired", proof_expires=str(proof["expires"]))
    return None


def _together(content: Json, whole: Canonical, results: list[_Proof]) -> Proofs:
    for wanted in ("fail", "pass"):
        chosen = [r for r in results if r.finding.outcome == wanted]
        if not chosen:
            continue
        if wanted == "fail":
            return Proofs(chosen[0].finding, chosen[0].signer)
        # Of several good proofs the one whose key is the issuer's says most.
        best = next((r for r in chosen if r.signer and r.signer.is_confirmed), chosen[0])
        return _covering(content, whole, best, len(chosen) < len(results))
    first = results[0]
    return Proofs(first.finding, first.signer)


def _covering(content: Json, whole: Canonical, best: _Proof, some_unread: bool) -> Proofs:
    if not best.is_json:
        try:
            missing = unsigned_terms(content, whole)
        except TooTangledError:
            return Proofs(failed("too_big", why="too tangled to be compared"), best.signer)
        except Exception as error:  # noqa: BLE001
            # Compaction fails in many ways on odd contexts; nothing may then be shown as signed.
            return Proofs(failed("unsigned_term", why=type(error).__name__), best.signer)
        if missing:
            return Proofs(failed("unsigned_term", terms=", ".join(missing)[:500]), best.signer)
    if some_unread:
        evidence = {**best.finding.evidence, "note": "another proof could not be read"}
        return Proofs(warned(**evidence), best.signer, content, best.is_selective)
    return Proofs(best.finding, best.signer, content, best.is_selective)
