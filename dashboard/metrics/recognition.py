"""What is measured of recognition."""

from analysis.statistics import MIN_EMPLOYERS, MIN_POSTINGS
from dashboard.metrics.measure import Measure

MEASURES = {
    "share": Measure(
        "Asked for in",
        "Of all postings under your choices, the share that names the credential. "
        "Read it as: asked for in so many of 100 postings.",
        "k / n, k = postings that name the credential (required, preferred or mentioned), "
        "n = postings under the filters, duplicates removed",
    ),
    "interval": Measure(
        "95 % interval",
        "Where the true share lies if the employers are a fair sample. Postings of one employer "
        "resemble each other, so that a hundred of one tell less than a hundred of many. Two "
        "credentials whose intervals overlap cannot be ranked. In simulations 94 to 98 of 100 such "
        "intervals hold the true share; of shares below 5 %, 86 at worst.",
        "Wilson score interval with the effective n of a cluster-robust variance (clusters: "
        "employers) and Student's quantile",
    ),
    "plain_interval": Measure(
        "If postings were independent",
        "The narrower interval that comes out when every posting counts as a sample of its own. "
        "It stands beside the other one so that you see how much few employers cost.",
        "Wilson score interval of k of n",
    ),
    "rank": Measure(
        "Rank",
        "Between which ranks the credential lies with 95 % probability, and the chance that it is "
        "truly among the first five. Equal ranks overlap: they are ties.",
        "2,000 draws of every share from its posterior (Jeffreys, effective n), ranked",
    ),
    "shrunk": Measure(
        "Drawn to the whole",
        "A share of few postings, drawn toward the credential's share in all groups shown, as far "
        "as chance explains the difference. It is the better guess for small groups; the raw share "
        "stays beside it.",
        "empirical Bayes, beta-binomial over groups, trials = effective n",
    ),
    "strength": Measure(
        "Required, preferred, mentioned",
        "Required gates the job; preferred helps; mentioned stands there without either word.",
        "strongest strength per posting and credential",
    ),
    "intensity": Measure(
        "How strongly",
        "Of the postings that name the credential: 100 if all require it, 50 if all prefer it, 0 "
        "if all only mention it. It says how strongly, the share says how widely.",
        "(required + 0.5 x preferred) / (required + preferred + mentioned)",
    ),
    "employers": Measure(
        "Employers",
        "Distinct employers whose postings name it. Twelve postings of one employer are not "
        "recognition.",
        "count of distinct employer names after spelling is made uniform",
    ),
    "breadth": Measure(
        "As many as so many equal employers",
        "If the mentions were spread evenly, so many employers would make the same concentration. "
        "Beside it the share that the five largest make.",
        "(sum of k)^2 / sum of k^2 over employers (inverse Simpson)",
    ),
    "too_few": Measure(
        "Too few to say",
        f"Shares need at least {MIN_POSTINGS} postings of {MIN_EMPLOYERS} employers below the "
        "line. Zero of enough postings is a measurement; too few is not.",
        f"n < {MIN_POSTINGS} or employers < {MIN_EMPLOYERS}",
    ),
}
