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
    "covered": Measure(
        "Part of a higher award covered",
        "Of the credits (or courses, or hours) that the higher award asks for, the part that this "
        "credential counts for. Told only where a source names both numbers.",
        "credits counted / credits of the higher award",
    ),
    "chain": Measure(
        "How far it stacks",
        "The longest chain of steps that starts at a credential of the group; what comes later may "
        "belong to another industry.",
        "longest path over onward steps, circles of advice cut open",
    ),
    "expires_first": Measure(
        "Still valid at the goal",
        "Whether a credential must be renewed before the last one of the way is earned, at your "
        "study pace. Where hours or validity are not known, it cannot be told.",
        "hours of all that comes after it / pace > months of validity",
    ),
    "overlap": Measure(
        "Alike",
        "How much two credentials teach alike. A skill weighs more the fewer credentials of the "
        "catalog teach it, so that skills which almost all teach make nothing alike.",
        "weight of shared skills / weight of all skills of the two (Jaccard); a skill weighs "
        "ln((1 + N) / n), n of the catalog's N credentials teach it",
    ),
    "redundancy": Measure(
        "Others teach already",
        "Of what a credential teaches, by the same weights, the part that the other chosen ones "
        "teach too. 100 %: it adds no skill to them.",
        "1 - weight of skills only it teaches / weight of its skills",
    ),
}
