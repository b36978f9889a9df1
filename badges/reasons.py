"""The verdicts, and the closed list of reasons behind them, each with a sentence for the reader."""

from typing import Final

VALID: Final = "valid"
NOT_A_BADGE: Final = "not_a_badge"
# From the gravest: a badge with several faults gets the first that applies.
PRECEDENCE: Final = (
    NOT_A_BADGE,
    "malformed",
    "tampered",
    "revoked",
    "suspended",
    "expired",
    "not_yet_valid",
    "unverifiable",
    VALID,
)
REFUTED: Final = (NOT_A_BADGE, "malformed", "tampered")
ENDED: Final = ("revoked", "suspended")
"""Verdicts with which nothing is held: the file says nothing, or the award has ended."""

SENTENCES: Final[dict[str, dict[str, str]]] = {
    "valid": {
        "ok": "Unchanged since it was issued, in date and not revoked.",
        "ok_with_warning": "Unchanged, in date and not revoked; something small is unusual.",
    },
    "malformed": {
        "not_json": "The badge is not readable: its data is not JSON.",
        "not_utf8": "The badge is not readable: its text is not UTF-8.",
        "duplicate_key": "The badge says the same thing twice, so it can be read in two ways.",
        "too_deep": "The badge is nested too deeply to be read safely.",
        "too_big": "The file is too big, or too tangled, to be read safely.",
        "png_damaged": "The picture file is damaged.",
        "no_badge": "There is no badge in this file.",
        "two_badges": "The picture holds more than one badge, so it is unclear which one counts.",
        "xml_entities": "The picture contains instructions that a badge has no need of.",
        "bad_type": "The badge does not say that it is a badge.",
        "bad_context": "The badge does not name the vocabulary it is written in.",
        "context_not_allowed": "The badge brings its own vocabulary, which can change meanings.",
        "bad_id": "The badge's own identifier is not an address.",
        "bad_issuer": "The issuer is not described as the standard asks.",
        "bad_subject": "The holder or the achievement is not described as the standard asks.",
        "bad_evidence": "The evidence is not described as the standard asks.",
        "bad_image": "The image is not described as the standard asks.",
        "bad_dates": "The dates are missing, unreadable or contradict each other.",
        "bad_schema": "The badge names its form in a way the standard does not know.",
        "extension_schema": "An extension of the badge is not written as its own rules ask.",
        "unsigned_term": "Something in the badge is not covered by the issuer's signature.",
        "claims_mismatch": "The signed envelope and the badge inside it disagree.",
    },
    "tampered": {
        "bad_signature": "The badge was changed after it was signed.",
        "differs_from_hosted": "The badge differs from the copy that its issuer publishes.",
        "id_outside_issuer_scope": "The badge is published where its issuer does not publish.",
    },
    "revoked": {"revoked": "The issuer has withdrawn this badge."},
    "suspended": {"suspended": "The issuer has suspended this badge for now."},
    "expired": {"expired": "The badge was valid until a date that has passed."},
    "not_yet_valid": {"not_yet_valid": "The badge is valid from a date still to come."},
    "unverifiable": {
        "no_proof": "The badge is not signed, so anyone could have written it.",
        "not_fetched": "The issuer's copy was not fetched, and nothing else proves this badge.",
        "fetch_refused": "The badge points to an address that is not safe to ask.",
        "status_unreachable": "Whether it was revoked is unknown: the list gave no answer.",
        "status_stale": "Whether it was revoked is unknown: the issuer's list is out of date.",
        "status_list_too_big": "Whether it was revoked is unknown: the issuer's list is too big.",
        "suite_unsupported": "The badge is signed in a way that cannot be checked here.",
        "alg_refused": "The badge is signed with a method that is not safe.",
        "key_unresolvable": "The key that would prove the signature cannot be found.",
        "issuer_key_unconfirmed": "Signed, but nothing shows that the key is the issuer's.",
        "context_unknown": "The badge uses a vocabulary that is not known here.",
        "did_method_unsupported": "The issuer's kind of identifier cannot be looked up here.",
        "eu_trust_list_not_checked": "A European credential: its seal is not checked here.",
        "format_too_old": "The badge is in an old format that carries no proof.",
    },
    NOT_A_BADGE: {
        "definition": "This describes a badge or an issuer; nobody is awarded anything.",
        "endorsement": "This endorses somebody or something; nobody is awarded anything.",
    },
}

VERDICT_OF: Final[dict[str, str]] = {
    code: verdict for verdict, codes in SENTENCES.items() for code in codes
}


def sentence(code: str) -> str:
    """What a reason means, in one plain sentence. Raises KeyError outside the closed list."""
    return SENTENCES[VERDICT_OF[code]][code]
