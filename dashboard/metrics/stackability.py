"""What is measured of how credentials stack."""

from dashboard.metrics.measure import Measure

MEASURES = {
    "onward": Measure(
        "Onward steps",
        "Named next credentials or awards that this one is needed for, counts toward or is a "
        "part of.",
        "count of edges prerequisite, credit_toward, part_of that start here",
    ),
    "credit_bearing": Measure(
        "Credit-bearing",
        "Share of credentials that a college or university counts as credit, by agreement or "
        "recommendation.",
        "credentials with a credit_toward edge in academic credit / credentials of the group",
    ),
    "receiving": Measure(
        "Accepted by others",
        "Distinct organisations other than the issuer that take the credential as a step toward "
        "one of their own: colleges, other certifying bodies, licensing boards.",
        "count of distinct issuers at the far end of onward steps, the own issuer left out",
    ),
}
