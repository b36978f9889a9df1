"""What is measured of pay."""

from dashboard.metrics.measure import Measure

MEASURES = {
    "advertised_pay": Measure(
        "Advertised pay",
        "Middle of the advertised range, per year, in US dollars of the posting's year. Hourly "
        "pay counts 2,080 hours a year.",
        "(minimum + maximum) / 2 x average exchange rate",
    ),
    "pay_premium": Measure(
        "Pay premium",
        "How much more (or less) postings that name the credential offer than postings of the "
        "same occupation, region, time, source and seniority that do not. None: its interval "
        "holds zero. Advertised pay, not what somebody earns.",
        "exp(b) - 1, b = least-squares slope of log pay on naming it, controls absorbed; 95 %, "
        "clustered by employer",
    ),
}
