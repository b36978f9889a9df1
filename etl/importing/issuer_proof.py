"""Whether the issuer that is proved of a badge is an issuer of the catalog.

A badge's own words prove nothing: anybody can sign one that says "CompTIA Security+". What counts
is the employer's list of trusted issuers, or the domain that was proved.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from etl.importing.people_links import badge_key

ALLOW_LISTED, DOMAIN_PROVEN = "allow_listed", "domain_proven"
PLATFORMS = (
    "credly.com", "youracclaim.com", "badgr.com", "badgr.io", "canvascredentials.org",
    "instructure.com", "parchment.com", "credential.net", "accredible.com", "badgecraft.eu",
    "openbadgefactory.com", "openbadgepassport.com", "badgelist.com", "certifier.io",
    "certifier.me", "sertifier.com", "hyperstack.id", "virtualbadge.io", "github.io",
)  # fmt: skip
"""Hosts of badges of many issuers: they prove the host, which is nobody of the catalog."""
_FORMS = frozenset({
    "the", "inc", "incorporated", "llc", "ltd", "limited", "corp", "corporation", "co", "company",
    "plc", "gmbh",
})  # fmt: skip
"""What a name may have or lack and still be the same one's. Words such as "university" are not
among them, nor is their order free: Washington University is not the University of Washington."""


@dataclass(frozen=True)
class Proof:
    """What is proved of who issued a badge: the catalog's issuer and the name that the employer's
    list gives ("" where it gives none), and the domain ("" without one)."""

    catalog_issuer: str = ""
    name: str = ""
    domain: str = ""


def fits(proof: Proof, issuer_id: str, issuer_name: str, website: str) -> bool | None:
    """Whether what is proved is this issuer of the catalog; None where that cannot be told.

    Args:
        website: of the issuer; "" where the catalog has none.
    """
    if proof.catalog_issuer:
        return proof.catalog_issuer == issuer_id
    if proof.name and _words(proof.name) in (_words(issuer_name), _words(issuer_id)):
        return True
    if proof.domain and website and same_site(proof.domain, website):
        return True
    if proof.name:
        return False
    if not proof.domain or not website or is_platform(proof.domain):
        return None
    return False


def same_site(domain: str, website: str) -> bool:
    """Whether a domain is that of a website, or lies below it.

    ``badges.comptia.org`` is ``https://www.comptia.org``; ``evil-comptia.org`` and
    ``comptia.org.evil.example`` are not.
    """
    own = (urlsplit(website if "//" in website else f"//{website}").hostname or "").rstrip(".")
    own = own.removeprefix("www.")
    return bool(own) and "." in own and _below(domain, own)


def is_platform(domain: str) -> bool:
    """Whether a domain hosts badges of issuers that are not its own."""
    return any(_below(domain, platform) for platform in PLATFORMS)


def _below(domain: str, site: str) -> bool:
    found = domain.casefold().rstrip(".")
    return found == site or found.endswith(f".{site}")


def _words(name: str) -> tuple[str, ...]:
    words = badge_key(name).split()
    return tuple(w for w in words if w not in _FORMS) or tuple(words)
