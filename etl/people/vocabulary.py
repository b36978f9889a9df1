"""What the invented pool is made of: name parts, places and roles.

Names are put together from made-up parts with the sound of several language families, so that
nobody real is meant. A name is drawn without regard to anything else about the person.
Places are real; how many people live in each is invented, and so are the shares of industries.
"""

from dataclasses import dataclass

GIVEN = (
    (("Tar", "Vel", "Mir", "Kas", "Jor", "Lin", "Bran"), ("en", "ia", "ovan", "el", "isa", "ek")),
    (("Ama", "Chi", "Olu", "Ife", "Zu", "Nki", "Tem"), ("dara", "wela", "biko", "nike", "tolo")),
    (("Shu", "Mei", "Kao", "Ren", "Hai", "Yun", "Sao"), ("lin", "ko", "rin", "to", "mi", "jo")),
    (("Rav", "Dev", "Anj", "Pri", "Sam", "Kir", "Nal"), ("ani", "esh", "ita", "indu", "ila")),
    (("Lor", "Mar", "Cel", "Alv", "Est", "Ren", "Dom"), ("enzo", "isol", "ero", "ina", "adia")),
    (("Far", "Zay", "Nad", "Sel", "Kar", "Yus", "Lay"), ("imeh", "aan", "ira", "dis", "ouna")),
)
FAMILY = (
    (("Hald", "Brek", "Storv", "Lund", "Kvel", "Torm"), ("arsen", "ova", "ik", "holt", "mark")),
    (("Oku", "Ade", "Nwa", "Mba", "Che", "Kwa"), ("foru", "bisi", "ngele", "kosi", "tundo")),
    (("Tana", "Shio", "Kuro", "Lian", "Zhen", "Mura"), ("gawi", "tori", "zen", "shen", "beru")),
    (("Chand", "Bhar", "Venk", "Gopal", "Rao", "Sub"), ("ekar", "avani", "atil", "umar", "inath")),
    (("Mont", "Cas", "Riv", "Del", "Fig", "Sal"), ("alvez", "onera", "ardo", "escu", "ueiro")),
    (("Rahm", "Has", "Qas", "Tab", "Dar", "Mansh"), ("anzi", "oury", "aidi", "irian", "owek")),
)


@dataclass(frozen=True)
class Place:
    """A country or region with its cities; ``weight`` is its invented share of the pool."""

    country: str
    country_name: str
    region: str | None
    region_name: str | None
    cities: tuple[str, ...]
    weight: float


def _us(code: str, name: str, weight: float, *cities: str) -> Place:
    return Place("US", "United States", code, name, cities, weight)


def _gb(name: str, weight: float, *cities: str) -> Place:
    return Place("GB", "United Kingdom", name, name, cities, weight)


PLACES = (
    _us("CA", "California", 9, "Los Angeles", "San Diego", "San Jose", "Sacramento"),
    _us("TX", "Texas", 8, "Houston", "Dallas", "Austin", "San Antonio"),
    _us("NY", "New York", 6, "New York", "Buffalo", "Rochester"),
    _us("FL", "Florida", 5.5, "Miami", "Orlando", "Tampa"),
    _us("IL", "Illinois", 4, "Chicago", "Springfield"),
    _us("PA", "Pennsylvania", 4, "Philadelphia", "Pittsburgh"),
    _us("NJ", "New Jersey", 5, "Newark", "Trenton", "Jersey City"),
    _us("OH", "Ohio", 3, "Columbus", "Cleveland", "Cincinnati"),
    _us("GA", "Georgia", 3, "Atlanta", "Savannah"),
    _us("NC", "North Carolina", 3, "Charlotte", "Raleigh"),
    _us("VA", "Virginia", 3.5, "Richmond", "Arlington", "Norfolk"),
    _us("WA", "Washington", 3, "Seattle", "Spokane"),
    _us("MI", "Michigan", 2.5, "Detroit", "Grand Rapids"),
    _us("MA", "Massachusetts", 2.5, "Boston", "Worcester"),
    _us("CO", "Colorado", 2.5, "Denver", "Colorado Springs"),
    _us("AZ", "Arizona", 2, "Phoenix", "Tucson"),
    _us("MN", "Minnesota", 2, "Minneapolis", "Duluth"),
    _us("WI", "Wisconsin", 2, "Milwaukee", "Madison"),
    _us("MD", "Maryland", 2, "Baltimore", "Rockville"),
    _us("OR", "Oregon", 1.5, "Portland", "Eugene"),
    _gb("England", 7, "London", "Manchester", "Leeds", "Bristol"),
    _gb("Scotland", 1.5, "Glasgow", "Edinburgh", "Aberdeen"),
    _gb("Wales", 0.8, "Cardiff", "Swansea"),
    _gb("Northern Ireland", 0.6, "Belfast", "Derry"),
    Place("CA", "Canada", None, None, ("Toronto", "Vancouver", "Montreal"), 3.5),
    Place("IN", "India", None, None, ("Bengaluru", "Hyderabad", "Pune"), 4),
    Place("IE", "Ireland", None, None, ("Dublin", "Cork"), 1.5),
    Place("DE", "Germany", None, None, ("Berlin", "Munich"), 1.5),
    Place("AU", "Australia", None, None, ("Sydney", "Melbourne"), 1.5),
    Place("SG", "Singapore", None, None, ("Singapore",), 1.2),
)

HOME_WORDS = {
    "NJ": r"New Jersey|^NJ |Passaic|Middlesex County|Camden|Atlantic Cape|Bergen|Raritan|Rutgers"
    r"|Rowan College|Stockton|Hudson County",
    "NY": r"New York|^NY |SUNY",
}
"""What in a credential's name says that it is earned in a region, beyond the region's own name."""
AVERAGES = r"\baverage\b|\bmedian\b"
"""Rows of the catalog that stand for a market's price and that nobody can hold."""


@dataclass(frozen=True)
class Role:
    """A role, its SOC major group, and words in the name of a credential that lead to it.

    Roles without words are those of everybody else in the industry.
    """

    title: str
    soc_group: str
    words: tuple[str, ...] = ()


SECTOR_WEIGHTS = {
    "11": 1.5,
    "21": 1.5,
    "22": 2.5,
    "23": 7,
    "31-33": 8,
    "42": 2,
    "44-45": 5,
    "48-49": 5.5,
    "51": 7,
    "52": 8,
    "53": 3,
    "54": 17,
    "55": 2,
    "56": 4,
    "61": 6,
    "62": 15,
    "71": 2,
    "72": 5,
    "81": 3.5,
    "92": 5,
}
"""Invented share of each NAICS sector in the pool."""

ROLES: dict[str, tuple[Role, ...]] = {
    "11": (
        Role("Arborist", "37", ("Arborist", "Tree")),
        Role("Farm supervisor", "45"),
        Role("Crop adviser", "19", ("Crop",)),
        Role("Agricultural technician", "19"),
    ),
    "21": (
        Role("Pipeline inspector", "47", ("API",)),
        Role("Mine technician", "47"),
        Role("Site safety officer", "19", ("Safety", "MSHA")),
        Role("Plant operator", "51"),
    ),
    "22": (
        Role("Water treatment operator", "51", ("Water",)),
        Role("Utility technician", "49"),
        Role("Wind technician", "49", ("GWO",)),
        Role("Solar installer", "47", ("NABCEP",)),
        Role("Energy analyst", "13"),
    ),
    "23": (
        Role("Electrician", "47", ("Electric",)),
        Role("Construction supervisor", "47"),
        Role("Crane operator", "53", ("Crane",)),
        Role("Welder", "51", ("Weld",)),
        Role("Safety coordinator", "19", ("Safety", "OSHA")),
        Role("HVAC technician", "49", ("HVAC", "EPA", "NATE")),
        Role("Estimator", "13"),
    ),
    "31-33": (
        Role("CNC machinist", "51", ("NIMS", "Machin")),
        Role("Production lead", "51"),
        Role("Quality engineer", "17", ("ASQ", "Six Sigma", "Quality")),
        Role("Welder", "51", ("Weld",)),
        Role("Maintenance technician", "49"),
        Role("Process engineer", "17"),
    ),
    "42": (
        Role("Supply planner", "13", ("Supply",)),
        Role("Account manager", "41"),
        Role("Warehouse supervisor", "53"),
    ),
    "44-45": (
        Role("Pharmacy technician", "29", ("Pharmacy",)),
        Role("Store manager", "41"),
        Role("Customer service lead", "43"),
        Role("Department supervisor", "41"),
    ),
    "48-49": (
        Role("Truck driver", "53", ("CDL", "Commercial Driver")),
        Role("Aircraft mechanic", "49", ("Airframe", "FAA")),
        Role("Logistics coordinator", "43"),
        Role("Transport planner", "13"),
    ),
    "51": (
        Role("Software developer", "15", ("Developer", "Engineer")),
        Role("Security analyst", "15", ("Security", "GIAC", "Cyber")),
        Role("Cloud administrator", "15", ("Cloud", "AWS", "Azure")),
        Role("Content producer", "27"),
        Role("Data analyst", "15"),
        Role("Network technician", "15"),
    ),
    "52": (
        Role("Financial analyst", "13", ("Financial", "CFA")),
        Role("Accountant", "13", ("Account",)),
        Role("Claims specialist", "13"),
        Role("Fraud examiner", "13", ("Fraud", "Money")),
        Role("Client adviser", "41"),
        Role("Risk analyst", "13"),
    ),
    "53": (
        Role("Property manager", "11", ("Property", "Facility")),
        Role("Leasing agent", "41"),
        Role("Appraiser", "13", ("Apprais",)),
        Role("Building engineer", "49"),
    ),
    "54": (
        Role("Project manager", "13", ("Project", "Scrum", "Agile")),
        Role("Security analyst", "15", ("Security", "GIAC", "Cyber", "Hack")),
        Role("Cloud engineer", "15", ("Cloud", "AWS", "Azure", "Kubernetes")),
        Role("Data scientist", "15", ("Data", "Machine", "AI ")),
        Role("Marketing specialist", "13", ("Market", "SEO", "Ads")),
        Role("Systems administrator", "15", ("Linux", "Network", "Cisco", "CompTIA")),
        Role("Software developer", "15"),
        Role("Business analyst", "13"),
        Role("Consultant", "13"),
    ),
    "55": (
        Role("HR manager", "11", ("HR", "SHRM")),
        Role("Operations manager", "11"),
        Role("Programme manager", "11"),
        Role("Internal auditor", "13", ("Audit",)),
    ),
    "56": (
        Role("Security guard", "33", ("Guard",)),
        Role("Recruiter", "13"),
        Role("Facilities technician", "37"),
        Role("Office coordinator", "43"),
    ),
    "61": (
        Role("Teacher", "25", ("Teach",)),
        Role("Training designer", "25"),
        Role("Learning technologist", "25"),
        Role("Student adviser", "21"),
    ),
    "62": (
        Role("Registered nurse", "29", ("Nurse", "RN", "Progressive Care")),
        Role("Nursing assistant", "31", ("Nursing Assistant",)),
        Role("Medical assistant", "31", ("Medical Assistant",)),
        Role("Medical coder", "29", ("Cod",)),
        Role("Paramedic", "29", ("Paramedic", "EMT")),
        Role("Peer support worker", "21", ("Peer", "Recovery")),
        Role("Care coordinator", "21"),
        Role("Health records clerk", "43"),
        Role("Clinic administrator", "11"),
    ),
    "71": (
        Role("Personal trainer", "39", ("Trainer", "Fitness", "Strength")),
        Role("Lifeguard", "33", ("Lifeguard", "Pool")),
        Role("Venue manager", "11"),
        Role("Recreation leader", "39"),
    ),
    "72": (
        Role("Cook", "35", ("Culinar", "Chef")),
        Role("Food safety lead", "35", ("Food", "ServSafe")),
        Role("Restaurant manager", "11"),
        Role("Guest services agent", "43"),
    ),
    "81": (
        Role("Automotive technician", "49", ("ASE", "Auto", "I-CAR", "MVAC")),
        Role("Hair stylist", "39", ("Cosmet", "Barber")),
        Role("Service manager", "11"),
        Role("Repair technician", "49"),
    ),
    "92": (
        Role("Emergency planner", "13", ("FEMA", "Emergency")),
        Role("Contract specialist", "13", ("Contract", "Grant")),
        Role("Administrative officer", "43"),
        Role("Programme analyst", "13"),
    ),
}
