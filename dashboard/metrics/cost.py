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
    "ownership": Measure(
        "Total cost",
        "All that a credential costs over the years you choose: to earn it, retakes, training, "
        "materials, membership, renewals, and if you ask for it the time it takes. What is paid "
        "later is discounted. A part that is not known leaves the total open.",
        "people x sum of (price x times) / (1 + discount rate) ^ (month / 12)",
    ),
    "attempts": Measure(
        "Retakes",
        "What attempts after the first cost on average, where a pass rate is published. Price of "
        "a second attempt, or of the exam where no other is published.",
        "(min(1 / pass rate, 4) - 1) x price of an attempt",
    ),
    "loaded_wage": Measure(
        "Cost of an hour",
        "What an hour of work costs an employer in the United States, benefits included; counted "
        "for hours of study and of continuing education.",
        "median yearly wage (OEWS, May 2025) / 2,080 x 48.05 / 33.02 (BLS Employer Costs for "
        "Employee Compensation, civilian workers, June 2025: compensation for a dollar of wages)",
    ),
    "per_hour": Measure(
        "Cost for a learning hour",
        "Total cost for one person, spread over the hours that the issuer or programme publishes; "
        "only where the cost has a course in it, since the price of an exam buys no hours.",
        "total cost / people / hours",
    ),
    "per_skill": Measure(
        "Cost for a skill",
        "Total cost for one person, spread over the skills that the catalog files under it.",
        "total cost / people / skills",
    ),
    "per_new_skill": Measure(
        "Cost for a new skill",
        "The same over the skills that nothing you hold teaches already.",
        "total cost / people / (skills of it without the skills of what you hold)",
    ),
    "payback": Measure(
        "Payback",
        "Months after which the measured pay premium has added up to the cost for one person. "
        "None where the premium's 95 % interval holds zero.",
        "total cost / people / (yearly pay without it x premium / 12)",
    ),
    "stack": Measure(
        "Cost of a stack",
        "Total costs of its members, added in their order, beside the median total cost of "
        "certificates and degrees of the same skill area, industry or catalog.",
        "sum of total costs",
    ),
}
