"""The ad with its credentials marked, as HTML: strangers' text is escaped, never trusted. Pure."""

from collections.abc import Mapping, Sequence
from html import escape

from analysis.matching import Mention
from analysis.resolving import CATALOGUED
from dashboard.charts.style import Palette
from dashboard.job_ad_words import KINDS, STRENGTHS, reason
from dashboard.metrics import count

SIGNS = {"required": "●", "preferred": "◆", "mentioned": "○", "negated": "×"}
"""The shapes of the charts: colour never tells the strength alone."""


def marked(
    text: str, mentions: Sequence[Mention], names: Mapping[str, str], palette: Palette
) -> str:
    """The whole text with every mention marked by sign, line and hidden word, as safe HTML.

    Args:
        text: as it was read; spans of the mentions point into it.
        mentions: in any order; one that overlaps an earlier one is not marked.
        names: names of credentials and families by id.
    """
    pieces: list[str] = []
    at = 0
    for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
        if mention.start < at:
            continue
        pieces += (escape(text[at : mention.start]), _mark(mention, names))
        at = mention.end
    pieces.append(escape(text[at:]))
    return (
        f'<div class="job-ad" role="region" tabindex="0" style="{_colours(palette)}" '
        f'aria-label="The ad, its credentials marked">{"".join(pieces)}</div>'
    )


def legend(mentions: Sequence[Mention], palette: Palette) -> str:
    """The signs that occur in the text, each with its word and how often, as safe HTML."""
    items = []
    for strength, sign in SIGNS.items():
        own = [m for m in mentions if m.strength == strength and m.kind == CATALOGUED]
        if own:
            label = f"{sign} {STRENGTHS[strength]}"
            items.append(f'<mark class="{strength}">{label}</mark> {count(len(own))}')
    loose = sum(m.kind != CATALOGUED for m in mentions)
    if loose:
        items.append(f'<mark class="loose">no credential of the catalog</mark> {count(loose)}')
    body = " &nbsp; ".join(items)
    return f'<div class="job-ad-legend" style="{_colours(palette)}">{body}</div>'


def _mark(mention: Mention, names: Mapping[str, str]) -> str:
    is_own = mention.kind == CATALOGUED
    strength = STRENGTHS[mention.strength]
    name = names.get(mention.credential_id or "", "") or KINDS.get(mention.kind, "")
    why = f"{name}: {strength.lower()}; {reason(mention.reason)}"
    kind = mention.strength if is_own else f"{mention.strength} loose"
    return (
        f'<mark class="{escape(kind)}" title="{escape(why)}">'
        f'<span aria-hidden="true">{SIGNS[mention.strength]}\N{NO-BREAK SPACE}</span>'
        f"{escape(mention.surface_form)}"
        f'<span class="unseen"> ({escape(strength.lower())})</span></mark>'
    )


def _colours(palette: Palette) -> str:
    return (
        f"--required:{palette.required};--preferred:{palette.preferred};"
        f"--mentioned:{palette.mentioned};--quiet:{palette.quiet};--line:{palette.grid};"
        f"--ink:{palette.ink}"
    )
