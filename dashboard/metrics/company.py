"""What credentials were worth at the employer's own company."""

from analysis.hires import MIN_IN_GROUP, RETENTION_MONTHS
from dashboard.metrics.measure import Measure

MEASURES = {
    "company_interview": Measure(
        "Interviewed",
        "Of the applications, the share that led to an interview. Only files that tell of "
        "interviews count; in them an application without one had none.",
        "applications with an interview / applications whose file tells of interviews",
    ),
    "company_hire": Measure(
        "Hired",
        "Of the applications, the share that led to a hire. An application that is still open "
        "counts as one without a hire so far.",
        "applications that led to a hire / applications",
    ),
    "company_retention": Measure(
        f"Stayed {RETENTION_MONTHS} months",
        f"Of those hired at least {RETENTION_MONTHS} months before the day the file describes, the "
        "share still with the company after that time. Whoever was hired later is not yet known "
        "and left out, also if already gone: else young cohorts would only show who left.",
        f"hires that stayed {RETENTION_MONTHS} months / hires observed for {RETENTION_MONTHS} "
        "months",
    ),
    "company_difference": Measure(
        "Difference",
        "The share among those with the credential minus the share among all others, in "
        "percentage points. It is no effect of the credential: holders differ in more than that.",
        "Newcombe's interval of the difference of two shares (1998, method 10), 95 %",
    ),
    "company_within_role": Measure(
        "Within the same role",
        "The difference between people who applied for the same role, over all roles in which "
        "both with and without the credential somebody applied. It takes away that some roles "
        "are easier to get and draw more holders.",
        "Mantel-Haenszel risk difference over roles, Sato's variance, 95 %",
    ),
    "company_too_few": Measure(
        "Too few to compare",
        f"A comparison needs at least {MIN_IN_GROUP} in each group. Zero of enough is a "
        "measurement; too few is not.",
        f"with the credential < {MIN_IN_GROUP} or without it < {MIN_IN_GROUP}",
    ),
}
