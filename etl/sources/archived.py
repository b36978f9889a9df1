"""The archived sets of job postings: what each is, who published it, and under which terms.

The texts belong to their advertisers (federal and city records are public), so none is kept:
a snapshot of each set holds facts only, and any set can be left out on its own.
"""

from datetime import date

from etl.sources import Source

ADVERTISERS = "texts belong to their advertisers: facts only"
PUBLIC_RECORD = "public record; facts only"
CLOSED = "none: a closed set"


def _archived(
    source_id: str,
    title: str,
    publisher: str,
    country: str | None,
    label_meaning: str,
    collected_on: date,
    period: str,
    note: str,
    *,
    region: str | None = None,
    licence: str = ADVERTISERS,
    document_type: str = "posting",
) -> Source:
    return Source(
        source_id=source_id,
        title=title,
        publisher=publisher,
        licence=licence,
        keeps_text=False,
        kind="hiring",
        country=country,
        region=region,
        document_type=document_type,
        label_meaning=label_meaning,
        collected_on=collected_on,
        period=period,
        cadence=CLOSED,
        note=note,
    )


ARCHIVED: tuple[Source, ...] = (
    _archived(
        "nhs_2020", "NHS jobs, United Kingdom", "NHS Jobs", "GB", "industry",
        date(2020, 11, 6), "2018 to 2020",
        "Nearly all of autumn 2020. One label, health care, for every posting.",
    ),
    _archived(
        "usajobs_quest", "Applicant questionnaires for federal jobs",
        "US Office of Personnel Management, USAJOBS", "US", "industry",
        date(2025, 11, 6), "2022 to 2025",
        "Forms that applicants fill in, not advertisements: no pay, no place; 43 % from one "
        "agency. Outside the default shares.",
        licence=PUBLIC_RECORD, document_type="questionnaire",
    ),
    _archived(
        "indeed_salarypred_2023", "Indeed postings, United States", "Indeed", "US",
        "search term", date(2023, 4, 30), "about April 2023",
        "The label is the collector's search term. Many salaries lost their pay period or were "
        "replaced by the job type; no posting dates.",
    ),
    _archived(
        "indeed_salarypred_2023b", "Indeed postings, United States, second set", "Indeed", "US",
        "search term", date(2023, 4, 30), "about April 2023",
        "Engineering searches; the label is the search term. No posting dates.",
    ),
    _archived(
        "indeed_jobspy_2023", "Indeed postings, north-eastern United States", "Indeed", "US",
        "none", date(2023, 11, 7), "autumn 2023",
        "Many texts are cut short; a third of the dates were destroyed by a spreadsheet.",
    ),
    _archived(
        "indeed_us_2025", "Indeed postings, United States, 2025", "Indeed", "US",
        "search term", date(2025, 4, 23), "April 2025",
        "Six searches in large cities; the label is the search term.",
    ),
    _archived(
        "zapply_health_2026", "Health postings, United States", "zapply", "US",
        "SOC code for half of the rows", date(2026, 3, 1), "February to March 2026",
        "Half health, half technology firms. The collector added United States to places abroad.",
        licence="CC BY-NC-SA: facts only",
    ),
    _archived(
        "zapply_hardware_2026", "Hardware postings, United States", "zapply", "US",
        "SOC code for two thirds of the rows", date(2026, 3, 1), "February to March 2026",
        "Electronics and aerospace engineering.",
        licence="CC BY-NC-SA: facts only",
    ),
    _archived(
        "workday_us_2025", "Postings from employers' Workday sites", "Workday sites of employers",
        "US", "job family", date(2025, 9, 4), "August to September 2025",
        "Eleven employers; 176 of 325 from one, which states certifications in a field.",
    ),
    _archived(
        "cyber_us_2024", "Cyber security postings, United States", "LinkedIn", "US",
        "search term", date(2024, 9, 23), "September 2024",
        "One search.",
    ),
    _archived(
        "linkedin_cyber_eu_2025", "Cyber security postings in English, Europe", "LinkedIn", None,
        "industry for half of the rows", date(2025, 3, 31), "2023 to March 2025",
        "Countries of the European Union and neighbours.",
    ),
    _archived(
        "linkedin_2024_it", "Information technology postings, United States", "LinkedIn", "US",
        "occupation", date(2024, 4, 30), "April 2024",
        "Without employer and place.",
    ),
    _archived(
        "linkedin_brightdata_2025", "LinkedIn postings, several countries", "LinkedIn", None,
        "industry", date(2025, 12, 31), "2025",
        "Labels in English, French and Filipino. The day of collection is not known, so relative "
        "dates give no month.",
    ),
    _archived(
        "linkedin_teacher_2025", "Teaching postings, Richmond, Virginia", "LinkedIn", "US",
        "none", date(2025, 12, 31), "2025",
        "The day of collection is not known, so relative dates give no month.",
        region="VA",
    ),
    _archived(
        "election_jobs_us", "Election office jobs, United States", "electionline", "US",
        "industry", date(2026, 6, 25), "2021 to 2026",
        "Collected week by week; salaries were multiplied to a year by the collector.",
    ),
    _archived(
        "la_bulletins", "Job bulletins of the City of Los Angeles", "City of Los Angeles", "US",
        "industry", date(2019, 3, 22), "1999 to 2019",
        "One employer; open for years, and dated by their opening.",
        region="CA", licence=PUBLIC_RECORD,
    ),
    _archived(
        "packaging_us_2026", "Packaging plants", "Careers sites of manufacturers", "US",
        "industry", date(2026, 8, 22), "2026",
        "Chosen by the collector for packaging; a few plants abroad.",
    ),
    _archived(
        "sg_google_jobs_2021", "Google Jobs, Singapore", "Google Jobs", "SG", "search term",
        date(2021, 12, 31), "2021",
        "Eleven searches; the label is the search term. The day of collection is not known, so "
        "relative dates give no month.",
    ),
    _archived(
        "wuzzuf_eg_2023", "Postings in Egypt and the Gulf", "Wuzzuf", "EG", "none",
        date(2023, 12, 31), "2023",
        "No posting dates; the few salaries state neither currency nor period.",
    ),
    _archived(
        "glassdoor_ds", "Data science postings, United States", "Glassdoor", "US", "industry",
        date(2020, 12, 31), "2020",
        "A data science search. Nearly all salaries are Glassdoor's estimates and left out.",
    ),
    _archived(
        "dice_us_2021", "Dice postings, United States", "Dice", "US", "search term",
        date(2021, 12, 14), "December 2021",
        "Three searches; without employer and place.",
    ),
    _archived(
        "nlx_tx_2016", "National Labor Exchange, Texas", "National Labor Exchange", "US",
        "SOC code", date(2016, 1, 6), "January 2016",
        "Fifty postings, without employer.",
        region="TX",
    ),
)  # fmt: skip

COLLECTION_DAY_UNKNOWN = frozenset(
    {"linkedin_brightdata_2025", "linkedin_teacher_2025", "sg_google_jobs_2021"}
)
"""Sets of which only the year of collection is known: "3 days ago" tells nothing in them."""
