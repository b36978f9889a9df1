"""What is measured of costs."""

from dashboard.metrics.measure import Measure

MEASURES = {
    "price": Measure(
        "Price to earn",
        "Published price of the exam or programme for one person who is not a member, in US "
        "dollars of its year.",
        "catalog price x average exchange rate of its year",
    ),
    "keep": Measure(
        "Price to keep",
        "Price to earn plus the renewal fees that fall due within the years you choose. Study "
        "time, training and travel are not in it.",
        "price + floor((12 x years - 1) / renewal period) x renewal fee",
    ),
    "yearly": Measure(
        "Price to keep, a year",
        "The renewal fee spread over the years until the next renewal. Continuing education, "
        "membership and travel are not in it.",
        "renewal fee x 12 / renewal period in months",
    ),
    "stale": Measure(
        "Stale price",
        "The price is older than three years, or its source has no date.",
        "price date + 3 years < today",
    ),
}
