"""Why a published figure cannot be computed again here: reasons by metric, as data.

Ids are those of ``data/reference/published_figures.csv``; ``N057-N066`` stands for all from the
first to the last.
"""

REASONS: tuple[tuple[str, str], ...] = (
    (
        "N002 N005 N008 N011 N014 N017 N020 N023 N026 N029 N032 N035 N038 N041",
        "Certification without a licence, by industry: estimated from the household survey's "
        "answers (CPS 2020), which are not here. An input of N044 and of the sums of parts.",
    ),
    (
        "N003 N006 N009 N012 N015 N018 N021 N024 N027 N030 N033 N036 N039 N042",
        "Licence holders by industry: estimated from the household survey's answers (CPS 2020), "
        "which are not here. An input of N045 and of the sums of parts.",
    ),
    (
        "N047 N048",
        "Needs table 49's counts of full-time and part-time workers with a credential; the file "
        "has the percentages only.",
    ),
    (
        "N050",
        "Needs table 49's count of people outside the labour force; the file has the percentage "
        "only.",
    ),
    (
        "N051",
        "Needs the number of employed people with a certification and no licence; the file has "
        "the employed total only.",
    ),
    (
        "N052 N053 N055",
        "A median of weekly earnings: no arithmetic on other medians gives it, and the survey's "
        "answers (CPS 2021) are not here.",
    ),
    (
        "N054 N056",
        "A median of weekly earnings from the survey's answers (CPS 2021), which are not here. "
        "An input of pay_ratio_all_ages.",
    ),
    (
        "N057-N066",
        "A median of weekly earnings of one age group from the survey's answers (CPS 2021), "
        "which are not here. An input of the age group's pay_ratio row.",
    ),
    (
        "N075 N076",
        "The abstract prints the share without its count or number of postings (Lyons et al.; "
        "job boards of 2002 and 2011, not kept). An input of hr_certification_growth.",
    ),
    (
        "N077",
        "The abstract prints the share for managerial roles without count or denominator, and "
        "the postings of 2011 are not here.",
    ),
    (
        "N078",
        "Printed as 'nearly 20 percent' of postings on two boards in 2018: no count, no exact "
        "share.",
    ),
    (
        "N079",
        "79 % of the certification mentions in 300 postings; how many mentions there were is not "
        "printed, so neither this share nor one of postings can be derived.",
    ),
    (
        "N080 N081",
        "A share in words ('nearly 1 in 4', '1 in 3') of a vendor's postings of 2024, which are "
        "not public.",
    ),
    (
        "N082",
        "Two thirds of the requests in a vendor's 700 million postings, which are not here. "
        "Our own come from few sources; their figure stands in top_50_share_here as a remark.",
    ),
    (
        "N083",
        "The largest premium in a vendor's advertised pay of 2017; neither the certification's "
        "count nor the regression is published.",
    ),
    (
        "N084",
        "Joins counts of credentials earned in schools by state with a vendor's postings; "
        "neither is here.",
    ),
    (
        "N085",
        "A count of mentions in a vendor's postings for associate degrees in 2022, which are not "
        "here.",
    ),
    (
        "N086",
        "A count of a vendor's US postings of 2014, rounded; the holders it is set against are "
        "the issuer's own number of that year.",
    ),
    (
        "N087",
        "A count of active advertisements in a vendor's database in the second half of 2023; "
        "seen in a machine translation only.",
    ),
    (
        "N088 N089",
        "A share of 23,000 credentials judged by career histories matched to similar workers; "
        "the histories are a vendor's. The two prints (12 and 18 %) define success differently.",
    ),
    (
        "N090 N091",
        "A wage gain against matched workers from a vendor's career histories, rounded in print; "
        "the histories are not here.",
    ),
    (
        "N092 N093",
        "A share of credentials that succeed, in words (1 in 8, 1 in 3), from career histories "
        "of about 40 million workers that are not here.",
    ),
    (
        "N094",
        "A randomised trial with 800,000 learners on a course platform; needs the learners' "
        "records and profiles, which are not here.",
    ),
    (
        "N095",
        "Needs a freelancing platform's transactions, which are not here; only the upper end "
        "('up to') is quoted.",
    ),
    (
        "N096",
        "Individual fixed effects on Virginia's college and wage records, which are not here.",
    ),
    (
        "N097",
        "Individual fixed effects on 20 years of the NLSY97; needs the study's own coding of "
        "credentials into credit-bearing and not.",
    ),
    (
        "N098",
        "A field experiment with invented applications; callbacks per arm are not in the file.",
    ),
    (
        "N099",
        "Compares vacancies of one firm and occupation between 2007 and 2019 in a vendor's "
        "postings; the bundled postings have no such pair of years.",
    ),
    (
        "N100-N103",
        "A mean of premiums that employers reported to a vendor's pay survey; the answers are "
        "not public, and the number of certifications changes between editions.",
    ),
    (
        "N104",
        "Does not follow from its own medians: 115,000 over 92,000 is 25 % more, and 92,000 is "
        "20 % less than 115,000; the page prints 23 %. The issuer's survey is not here.",
    ),
    (
        "N105-N112",
        "A raw mean over those respondents of one survey who hold the certification; number of "
        "holders and spread are not printed, so that neither mean nor rank can be checked.",
    ),
    (
        "N113",
        "A list price, looked up rather than computed; data/catalog has a price of its own for "
        "this exam, with its own source.",
    ),
    (
        "N114-N118",
        "A census over registries, platforms and colleges; the kinds printed here do not add up "
        "to the total because others are counted too, and the records are not here.",
    ),
    (
        "N119-N122",
        "An earlier census with other sources and methods; its lists are not here, and "
        "growth between editions is partly a change of method.",
    ),
)


def by_id() -> dict[str, str]:
    """The reason for each id; a range is written out."""
    return {figure: why for figures, why in REASONS for figure in _written_out(figures)}


def _written_out(figures: str) -> list[str]:
    ids = []
    for part in figures.split():
        first, _, last = part.partition("-")
        start, end = int(first[1:]), int((last or first)[1:])
        ids += [f"N{number:03}" for number in range(start, end + 1)]
    return ids
