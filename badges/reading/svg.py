"""The text of a badge baked into an SVG, which is parsed without entities and never rendered."""

import io
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

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
        texts = _texts(data)
    except DefusedXmlException:
        raise UnreadableError("xml_entities") from None
    except (ParseError, ValueError, LookupError, RecursionError):
        raise UnreadableError("no_badge", "no well-formed SVG") from None
    if len(texts) > 1:
        raise UnreadableError("two_badges")
    if not texts or not texts[0]:
        raise UnreadableError("no_badge")
    return texts[0].encode()


def _texts(data: bytes) -> list[str]:
    """The text of each badge element. The drawing around it is let go as it is read."""
    found: list[str] = []
    # 1EdTech's own SVGs have a DOCTYPE; entities are what an attack needs.
    events = iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=False, forbid_entities=True)
    for number, (event, element) in enumerate(events):
        if number > 2 * limits.SVG_ELEMENTS:
            raise UnreadableError("too_big")
        if event == "end":
            if element.tag in _ELEMENTS:
                inside = (element.text or "").strip()
                found.append(inside or (element.get("verify") or "").strip())
            element.clear()
    return found
