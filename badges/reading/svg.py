"""The text of a badge baked into an SVG, which is parsed without entities and never rendered."""

from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from badges.reading import limits
from badges.reading.errors import UnreadableError

_ELEMENTS = {
    "{http://openbadges.org}assertion",
    "{http://openbadges.org/}assertion",
    "{https://purl.imsglobal.org/ob/v3p0}credential",
    "{https://purl.imsglobal.org/ob/v3p0/}credential",
}


def baked_text(data: bytes) -> bytes:
    """The text inside the one badge element, or what its `verify` says where it is empty."""
    if len(data) > limits.SVG:
        raise UnreadableError("too_big")
    try:
        # 1EdTech's own SVGs have a DOCTYPE; entities are what an attack needs.
        root = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise UnreadableError("xml_entities") from None
    except (ParseError, ValueError, LookupError, RecursionError):
        raise UnreadableError("no_badge", "no well-formed SVG") from None
    found = [element for element in root.iter() if element.tag in _ELEMENTS]
    if not found:
        raise UnreadableError("no_badge")
    if len(found) > 1:
        raise UnreadableError("two_badges")
    inside = (found[0].text or "").strip()
    text = inside or (found[0].get("verify") or "").strip()
    if not text:
        raise UnreadableError("no_badge")
    return text.encode()
