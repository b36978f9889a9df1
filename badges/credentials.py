"""Open Badges 3.0 and CLR 2.0: structure, signature, issuer's key and status of a credential."""

from badges.assertions import Findings, Judged
from badges.claims import credential_of, issuer_id, mismatch
from badges.dates import of_seconds
from badges.proofs.data_integrity import check_proofs
from badges.proofs.tokens import check_token
from badges.reading.kinds import as_list
from badges.resolving import Resolved, resolve
from badges.status import check_status
from badges.structure import check_structure
from badges.values import Finding, Found, Json, Settings, failed, passed, unknown


def judge_embedded(found: Found, settings: Settings) -> Judged:
    """A credential with Data Integrity proofs inside it, or with none."""
    document: Json = found.document or {}
    structure = check_structure(document, is_json_ld=True)
    findings: Findings = {"structure": structure}
    issuer = issuer_id(document)
    if structure.outcome != "pass":
        # Without its vocabulary, or with a broken one, there is nothing to put in canonical form.
        findings["integrity"] = unknown(
            "no_proof" if document.get("proof") is None else "suite_unsupported"
        )
        return _judged(findings, document, None, None)
    proofs = check_proofs(
        document, lambda method: resolve(method, issuer, settings), settings.moment
    )
    findings["integrity"] = proofs.integrity
    judged = _ended(findings, document, proofs.covered, proofs.signer, settings)
    if proofs.is_selective:
        judged.findings.update(_left_out(document))
    return judged


def _left_out(document: Json) -> Findings:
    """What the holder of a derived proof may have kept back, since it would spoil the badge."""
    findings: Findings = {}
    if "credentialStatus" not in document:
        why = "the holder may have left out the entry in the issuer's list"
        findings["status"] = unknown("status_unreachable", why=why)
    if "validUntil" not in document and "expirationDate" not in document:
        findings["dates"] = unknown("suite_unsupported", why="the holder may have left out the end")
    return findings


def judge_token(found: Found, settings: Settings) -> Judged:
    """A credential inside a signed token."""
    payload: Json = found.document or {}
    document = credential_of(payload)
    structure = check_structure({**document, "proof": found.token}, is_json_ld=False)
    if structure.outcome == "pass":
        structure = mismatch(payload, document) or structure
    issuer = issuer_id(document)
    signed = check_token(
        found.token or "", issuer, lambda method: resolve(method, issuer, settings)
    )
    findings: Findings = {"structure": structure, "integrity": signed.integrity}
    ends = of_seconds(payload.get("exp"))
    if ends is not None and ends < settings.moment:
        # The token's own end counts as the badge's, whatever the badge says.
        findings["dates"] = failed("expired", exp=ends.isoformat())
    covered = document if signed.integrity.outcome == "pass" else None
    return _ended(findings, document, covered, signed.signer, settings)


def _ended(
    findings: Findings,
    document: Json,
    covered: Json | None,
    signer: Resolved | None,
    settings: Settings,
) -> Judged:
    findings["issuer_key"] = _issuer_key(findings["integrity"], signer)
    if findings["integrity"].outcome != "fail":
        findings["status"] = check_status(document, settings)
    return _judged(findings, document, covered, signer)


def _issuer_key(integrity: Finding, signer: Resolved | None) -> Finding:
    if signer is None or integrity.outcome != "pass":
        return unknown(integrity.code if integrity.outcome == "unknown" else "key_unresolvable")
    if not signer.is_confirmed:
        return unknown("issuer_key_unconfirmed", why=signer.why)
    return passed(trust=signer.trust, domain=signer.domain)


def _judged(
    findings: Findings, document: Json, covered: Json | None, signer: Resolved | None
) -> Judged:
    shown = covered if covered is not None else document
    issuer = shown.get("issuer")
    subjects = [s for s in as_list(shown.get("credentialSubject")) if isinstance(s, dict)]
    achievements = [a for s in subjects for a in as_list(s.get("achievement"))]
    first = next((a for a in achievements if isinstance(a, dict)), {})
    is_confirmed = signer is not None and signer.is_confirmed and covered is not None
    return Judged(
        findings,
        covered,
        document,
        # A record of many achievements goes by its own name.
        first if len(achievements) == 1 else {"id": shown.get("id"), "name": shown.get("name")},
        issuer if isinstance(issuer, dict) else {"id": issuer},
        signer.trust if is_confirmed and signer is not None else "unknown",
        signer.domain if is_confirmed and signer is not None else "",
    )
