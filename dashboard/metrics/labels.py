"""The words that stand for the codes of the data."""

KIND_LABELS = {
    "microcredential": "Microcredential",
    "certification": "Certification",
    "certificate": "Certificate",
    "licence": "Licence",
    "degree": "Degree",
}
STRENGTH_LABELS = {"required": "Required", "preferred": "Preferred", "mentioned": "Mentioned"}
RELATION_LABELS = {
    "prerequisite": "comes before",
    "credit_toward": "counts toward",
    "part_of": "is part of",
    "renews": "renews",
    "equivalent": "equals",
    "supersedes": "replaces",
}
EDGE_STRENGTH_LABELS = {
    "required": "required",
    "one_of_required": "one of several required routes",
    "recommended": "recommended",
    "credit_recommendation": "credit recommended; the receiving college decides",
    "credit_articulated": "credit agreed",
    "admission_route": "a route to admission",
    "automatic": "automatic",
}
PRICE_STATUS_LABELS = {
    "priced": "",
    "free": "free",
    "varies": "varies",
    "not_published": "price not published",
    "subscription": "by subscription",
    "none": "nothing to pay",
}
NOT_FOUND = "not found yet"
NOT_COUNTED = "not counted in postings"
"""What stands for the recognition of a degree: a posting asks for a level, not a programme."""
NEED_STATUS_LABELS = {
    "covered": "the stack covers it",
    "left": "could be covered; the stack leaves it",
    "unpriced": "only credentials without a known price",
    "uncovered": "no credential in the catalog covers this",
    "general": "general skill, not counted",
}
"""What becomes of a role's need."""
COST_PARTS = {
    "earn": "Price to earn",
    "extras": "Fees not in the price",
    "retake": "Retakes",
    "training": "Training",
    "materials": "Materials",
    "membership": "Membership",
    "renewal": "Renewals",
    "study": "Study time",
    "education": "Continuing education time",
}
"""Names of the parts of ``analysis.ownership``."""
