"""Source and consent of a candidate in words. Pure."""

from dashboard.queries.provenance import Provenance

NOT_RECORDED = "Consent: not recorded."


def source_and_consent(known: Provenance) -> str:
    """Where the record comes from and what consent is recorded; what is not known is said."""
    file = known.source_file or "a file whose name was not recorded"
    said = [f"From {file}, imported {known.imported_on:%d %B %Y}."]
    if known.source:
        said.append(f"Source: {known.source}.")
    day = f"{known.consent_on:%d %B %Y}" if known.consent_on is not None else None
    consent = ", ".join(part for part in (known.consent, day) if part)
    said.append(f"Consent: {consent}." if consent else NOT_RECORDED)
    return " ".join(said)
