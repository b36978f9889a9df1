"""What is kept of the pinned contexts changes nothing, and nothing but them is ever loaded."""

from typing import Any

import pytest
from pyld import jsonld

from badges.proofs import contexts
from badges.proofs.canonical import NotLinkedDataError, canonical
from badges.proofs.linked_data import OPTIONS
from tests import badge_makers as make
from tests.test_badge_terms import everything

KEY = make.signer()


def documents() -> list[dict[str, Any]]:
    full = everything(KEY.did)
    old = {**full, "@context": [make.V1, make.OB, make.ED2020]}
    listing = make.status_list(KEY, {1})
    del listing["proof"]
    return [full, old, make.credential(KEY.did), make.first_edition(KEY.did), listing]


def test_the_canonical_form_is_that_of_pyld_itself_whatever_came_before() -> None:
    for document in [*documents(), *reversed(documents())]:
        plain = jsonld.normalize(
            document,
            {**OPTIONS, "algorithm": "URDNA2015", "format": "application/n-quads"},
        )
        assert canonical(document).data.decode() == plain


@pytest.mark.parametrize(
    "context",
    [
        "https://evil.example/context",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        {"name": "https://evil.example/name"},
        None,
        7,
    ],
)
def test_no_other_context_is_loaded_wherever_it_stands(context: Any) -> None:
    document = make.credential(KEY.did)
    with pytest.raises(NotLinkedDataError):
        canonical({**document, "@context": [make.V2, make.OB, context]})
    document["credentialSubject"]["achievement"]["@context"] = context
    with pytest.raises(NotLinkedDataError):
        canonical(document)
    with pytest.raises((KeyError, TypeError)):
        contexts.load(context, {})


def test_every_pinned_context_is_there_with_a_licence_beside_it() -> None:
    for url, name in contexts.PINNED.items():
        assert "@context" in contexts.document(url)
        folder = contexts.FOLDER / name.partition("/")[0]
        assert list(folder.glob("LICENSE*")), folder


def test_terms_of_one_meaning_are_known_as_such() -> None:
    terms = contexts.meanings((make.V1, "https://purl.imsglobal.org/spec/ob/v3p0/context.json"))
    assert terms["AchievementCredential"] & terms["OpenBadgeCredential"]
    assert terms["Criteria"] & terms["criteria"]
    assert not terms["issuanceDate"] & terms["expirationDate"]
    assert "grade" not in terms


def test_control_characters_are_escaped_as_signers_do() -> None:
    document = make.credential(KEY.did, name="a\bb\x0bc\x7fd")
    assert b'"a\\bb\\u000Bc\\u007Fd"' in canonical(document).data
