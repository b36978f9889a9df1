"""What is measured of a credential's depth and fit."""

from dashboard.metrics.measure import Measure

MEASURES = {
    "depth": Measure(
        "Depth",
        "Seven components side by side, each with its own value and a place from 0 to 5: hours (up "
        "to 2, 8, 40, 150, 600, more), level (entry 1, intermediate 3, advanced 5; editorial), EQF "
        "level (1: 0, 2 and 3: 1, 4: 2, 5: 3, 6: 4, 7 and 8: 5), assessment (completing a course "
        "1, experience 2, an exam 3, work judged 4, both 5), supervision of the exam (none 0, "
        "online or a choice 3, in a centre 5), prerequisites (none 0, advice 1, a condition 2, one "
        "credential 3, several 4, a degree 5) and experience (none 0, advised 1, under a year 2, "
        "from one 3, from three 4, from five 5). They are never added up or averaged, for one "
        "does not make up for another. What is not known has no place.",
        "ordinal by the tables named; the original value stands beside it",
    ),
    "focus": Measure(
        "Breadth against specificity",
        "How many skills it teaches, and how concentrated the postings that name it are in one "
        "occupation group. The sidebar's occupation does not narrow this.",
        "k of the largest group / k of all groups (95 %, clustered by employer); equal groups = "
        "(sum of k)^2 / sum of k^2",
    ),
    "level_fit": Measure(
        "Level against the roles that ask",
        "Of the postings that ask for it, how many are for senior roles although its level is "
        "below advanced, or for junior roles although it is above entry. Titles that say neither "
        "fit any level. The credential's level is editorial.",
        "postings with such a title / postings with a known seniority (95 %, clustered)",
    ),
}
