"""Names of places that occur in postings, and the country or region each one means."""

import re
import unicodedata

COUNTRY_NAMES = {
    "argentina": "AR", "australia": "AU", "austria": "AT", "bahrain": "BH", "bangladesh": "BD",
    "belgium": "BE", "belgique": "BE", "brazil": "BR", "brasil": "BR", "bulgaria": "BG",
    "canada": "CA", "chile": "CL", "china": "CN", "colombia": "CO", "costa rica": "CR",
    "croatia": "HR", "cyprus": "CY", "czechia": "CZ", "czech republic": "CZ", "denmark": "DK",
    "egypt": "EG", "estonia": "EE", "finland": "FI", "france": "FR", "germany": "DE",
    "deutschland": "DE", "greece": "GR", "hong kong": "HK", "hong kong sar": "HK",
    "hungary": "HU", "iceland": "IS", "india": "IN", "indonesia": "ID", "iraq": "IQ",
    "ireland": "IE", "israel": "IL", "italy": "IT", "japan": "JP", "kenya": "KE",
    "kuwait": "KW", "latvia": "LV", "libya": "LY", "lithuania": "LT", "luxembourg": "LU",
    "malaysia": "MY", "malta": "MT", "mexico": "MX", "méxico": "MX", "morocco": "MA",
    "netherlands": "NL", "the netherlands": "NL", "new zealand": "NZ", "nigeria": "NG",
    "norway": "NO", "oman": "OM", "pakistan": "PK", "philippines": "PH", "poland": "PL",
    "portugal": "PT", "qatar": "QA", "romania": "RO", "saudi arabia": "SA", "serbia": "RS",
    "singapore": "SG", "slovakia": "SK", "slovenia": "SI", "south africa": "ZA",
    "south korea": "KR", "spain": "ES", "españa": "ES", "sri lanka": "LK", "sweden": "SE",
    "switzerland": "CH", "suisse": "CH", "taiwan": "TW", "thailand": "TH", "tunisia": "TN",
    "turkey": "TR", "türkiye": "TR", "ukraine": "UA", "united arab emirates": "AE", "uae": "AE",
    "united kingdom": "GB", "uk": "GB", "great britain": "GB", "england": "GB",
    "scotland": "GB", "wales": "GB", "northern ireland": "GB", "united states": "US",
    "united states of america": "US", "usa": "US", "us": "US", "u.s.": "US", "u.s.a.": "US",
    "vietnam": "VN", "viet nam": "VN", "jordan": "JO", "lebanon": "LB", "peru": "PE",
    "jersey": "JE", "guernsey": "GG", "isle of man": "IM",
}  # fmt: skip
"""Casefolded names to ISO 3166 alpha-2. "Georgia" is left out: in postings it is a state."""

COUNTRY_PREFIXES = {
    "USA": "US", "US": "US", "DEU": "DE", "BGR": "BG", "GBR": "GB", "IN": "IN", "PH": "PH",
    "MX": "MX", "UK": "GB", "SG": "SG",
}  # fmt: skip
"""Codes that begin a place in employers' own systems ("DEU Wiesbaden", "IN - Trivandrum")."""

NO_PLACE = frozenset({
    "", "unknown", "not provided", "not specified", "none", "nan", "nan, nan", "remote", "hybrid",
    "hybrid remote", "hybrid; in-office", "in-office", "anywhere", "multiple", "location",
    "distributed", "worldwide", "namer", "emea", "european union",
})  # fmt: skip
"""What stands where a place should and names none, casefolded."""

TWO_NAMED_TOWNS = frozenset({
    "london", "dublin", "paris", "mexico", "amsterdam", "berlin", "poland", "cambridge",
    "rome", "athens", "madrid", "warsaw", "lisbon", "vienna", "milan", "geneva", "delhi",
    "melbourne", "cairo", "hamburg",
})  # fmt: skip
"""Foreign cities with namesakes in the United States: "London, United States" tells nothing."""

SUBDIVISIONS = {
    "karnataka": "IN", "telangana": "IN", "maharashtra": "IN", "tamil nadu": "IN",
    "haryana": "IN", "uttar pradesh": "IN", "ontario": "CA", "alberta": "CA", "quebec": "CA",
    "british columbia": "CA", "nunavut": "CA", "île-de-france": "FR", "hauts-de-seine": "FR",
    "jalisco": "MX", "nuevo león": "MX", "heredia": "CR", "baden-wurttemberg": "DE",
    "new south wales": "AU", "giza": "EG", "dakahlia": "EG", "gharbia": "EG", "assiut": "EG",
    "sharqia": "EG", "qalubia": "EG", "monufya": "EG", "fayoum": "EG", "qena": "EG",
    "minya": "EG", "cairo": "EG", "alexandria": "EG",
}  # fmt: skip
"""States and provinces outside the United States, as the last part of a place."""

CITIES = {
    "bengaluru": "IN", "bangalore": "IN", "hyderabad": "IN", "mumbai": "IN", "kolkata": "IN",
    "chennai": "IN", "pune": "IN", "gurugram": "IN", "noida": "IN", "trivandrum": "IN",
    "mexico city": "MX", "monterrey": "MX", "tokyo": "JP", "sydney": "AU", "toronto": "CA",
    "calgary": "CA", "vancouver": "CA", "montreal": "CA", "tel aviv": "IL", "seoul": "KR",
    "são paulo": "BR", "sao paulo": "BR", "zürich": "CH", "zurich": "CH", "jakarta": "ID",
    "taipei": "TW", "stockholm": "SE", "munich": "DE", "frankfurt rhine-main": "DE",
    "stuttgart": "DE", "cologne bonn": "DE", "dusseldorf": "DE", "berlin": "DE",
    "heidelberg": "DE", "london": "GB", "manchester": "GB", "paris": "FR",
    "ville de paris": "FR", "paris et périphérie": "FR", "courbevoie": "FR",
    "saint-cloud": "FR", "maisons-alfort": "FR", "vélizy-villacoublay": "FR", "puteaux": "FR",
    "levallois-perret": "FR", "saint-denis": "FR", "carrières-sous-poissy": "FR",
    "clichy": "FR", "issy-les-moulineaux": "FR", "les lilas": "FR", "fontenay-sous-bois": "FR",
    "rueil-malmaison": "FR", "boulogne-billancourt": "FR", "clamart": "FR", "lognes": "FR",
    "nanterre": "FR", "la défense": "FR", "lisbon": "PT", "porto": "PT", "bucharest": "RO",
    "brussels": "BE", "ghent": "BE", "amsterdam": "NL", "eindhoven": "NL", "utrecht": "NL",
    "rotterdam and the hague": "NL", "madrid": "ES", "barcelona": "ES", "budapest": "HU",
    "warsaw": "PL", "cracow": "PL", "gdansk": "PL", "zielona gora": "PL", "wroclaw": "PL",
    "copenhagen": "DK", "cork": "IE", "dublin": "IE", "innsbruck": "AT", "vienna": "AT",
    "milan": "IT", "sofia": "BG", "makati": "PH", "taguig": "PH", "singapore": "SG",
    "dubai": "AE", "abu dhabi": "AE", "riyadh": "SA", "jeddah": "SA", "doha": "QA",
    "kuwait city": "KW", "muscat": "OM", "amman": "JO", "athens": "GR", "prague": "CZ",
}  # fmt: skip
"""Cities and metropolitan areas that stand without a country in the collected places."""

US_METRO_STATES = {
    "san francisco bay": "CA", "sf bay": "CA", "yakima": "WA", "st. louis": None,
    "new york city": "NY", "los angeles": "CA", "boston": "MA", "chicago": "IL",
    "seattle": "WA", "houston": "TX", "dallas-fort worth": "TX", "atlanta": "GA",
    "philadelphia": None, "denver": "CO", "phoenix": "AZ", "miami-fort lauderdale": "FL",
}  # fmt: skip
"""United States metropolitan areas; None where the area spans states."""

US_STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA",
    "colorado": "CO", "connecticut": "CT", "delaware": "DE", "district of columbia": "DC",
    "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID", "illinois": "IL",
    "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA",
    "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI",
    "minnesota": "MN", "mississippi": "MS", "missouri": "MO", "montana": "MT",
    "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ",
    "new mexico": "NM", "new york": "NY", "north carolina": "NC", "north dakota": "ND",
    "ohio": "OH", "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA",
    "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN",
    "texas": "TX", "utah": "UT", "vermont": "VT", "virginia": "VA", "washington": "WA",
    "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY", "puerto rico": "PR",
    "guam": "GU", "virgin islands": "VI", "american samoa": "AS",
    "northern mariana islands": "MP",
}  # fmt: skip
"""States, the District of Columbia and the territories, to postal codes."""

UK_NATIONS = {
    "england": "England", "scotland": "Scotland", "wales": "Wales", "cymru": "Wales",
    "northern ireland": "Northern Ireland",
}  # fmt: skip

WELSH_POSTCODE_AREAS = frozenset({"CF", "SA"})
SCOTTISH_POSTCODE_AREAS = frozenset({
    "AB", "DD", "DG", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "ZE",
})  # fmt: skip
BORDER_POSTCODE_AREAS = frozenset({"SY", "CH", "LL", "LD", "HR", "NP", "TD", "GL"})
"""Postcode areas that cross a border between nations: no nation is read from them."""
CROWN_DEPENDENCY_POSTCODE_AREAS = {"JE": "JE", "GY": "GG", "IM": "IM"}
ENGLISH_POSTCODE_AREAS = frozenset({
    "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "CA", "CB", "CM", "CO", "CR",
    "CT", "CV", "CW", "DA", "DE", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EN", "EX", "FY",
    "GU", "HA", "HD", "HG", "HP", "HU", "HX", "IG", "IP", "KT", "L", "LA", "LE", "LN", "LS",
    "LU", "M", "ME", "MK", "N", "NE", "NG", "NN", "NR", "NW", "OL", "OX", "PE", "PL", "PO",
    "PR", "RG", "RH", "RM", "S", "SE", "SG", "SK", "SL", "SM", "SN", "SO", "SP", "SR", "SS",
    "ST", "SW", "TA", "TF", "TN", "TQ", "TR", "TS", "TW", "UB", "W", "WA", "WC", "WD", "WF",
    "WN", "WR", "WS", "WV", "YO",
})  # fmt: skip

_CITIES_UNDER_STATE_CODES = {
    "AL": "berat|durres|elbasan|fier|kavaje|korce|lushnje|shkoder|tirana|vlore",
    "AR": (
        "bahia blanca|buenos aires|caba|capital federal|ciudad autonoma de buenos aires|cordoba|"
        "corrientes|la plata|mar del plata|mendoza|neuquen|parana|pilar|posadas|resistencia|"
        "rosario|salta|san juan|san miguel de tucuman|san salvador de jujuy|santa fe|"
        "santiago del estero|tandil|tigre|tucuman|ushuaia|vicente lopez"
    ),
    "AZ": "baku|ganja|lankaran|mingachevir|nakhchivan|shaki|sumgait|sumqayit",
    "CA": (
        "abbotsford|ajax|alberta|barrie|brampton|brantford|british columbia|burlington|burnaby|"
        "calgary|cambridge|charlottetown|coquitlam|edmonton|etobicoke|fredericton|gatineau|"
        "guelph|halifax|hamilton|kamloops|kelowna|kingston|kitchener|laval|lethbridge|london|"
        "longueuil|manitoba|markham|mississauga|moncton|montreal|nanaimo|new brunswick|"
        "newfoundland and labrador|north york|nova scotia|oakville|oshawa|ottawa|pickering|"
        "prince edward island|quebec|quebec city|red deer|regina|richmond hill|saint john|"
        "saskatchewan|saskatoon|scarborough|sherbrooke|st john s|st johns|sudbury|surrey|"
        "thunder bay|toronto|trois rivieres|vancouver|vaughan|victoria|waterloo|whitby|"
        "whitehorse|winnipeg|yellowknife"
    ),
    "CO": (
        "antioquia|barranquilla|bello|bogota|bogota d c|bucaramanga|cali|cartagena|"
        "cartagena de indias|cucuta|cundinamarca|envigado|ibague|itagui|manizales|medellin|"
        "monteria|neiva|palmira|pasto|pereira|popayan|santa marta|sincelejo|soacha|soledad|"
        "valle del cauca|valledupar|villavicencio"
    ),
    "DE": (
        "aachen|augsburg|baden wurttemberg|bavaria|bayern|berlin|bielefeld|bochum|bonn|"
        "braunschweig|bremen|chemnitz|cologne|darmstadt|dortmund|dresden|duesseldorf|duisburg|"
        "dusseldorf|erfurt|erlangen|essen|frankfurt|frankfurt am main|freiburg|"
        "freiburg im breisgau|furth|gelsenkirchen|gottingen|hagen|halle|hamburg|hannover|hanover|"
        "heidelberg|heilbronn|hesse|hessen|ingolstadt|jena|karlsruhe|kassel|kiel|koeln|koln|"
        "krefeld|leipzig|lower saxony|lubeck|magdeburg|mainz|mannheim|monchengladbach|muenchen|"
        "muenster|munchen|munich|munster|niedersachsen|nordrhein westfalen|"
        "north rhine westphalia|nuernberg|nuremberg|nurnberg|oberhausen|paderborn|potsdam|"
        "regensburg|rostock|saarbrucken|sachsen|saxony|stuttgart|ulm|walldorf|wiesbaden|"
        "wolfsburg|wuppertal|wurzburg"
    ),
    "GA": "franceville|libreville|owendo|oyem|port gentil",
    "ID": (
        "bali|balikpapan|bandung|batam|bekasi|bogor|central jakarta|cikarang|denpasar|depok|"
        "dki jakarta|jakarta|jakarta barat|jakarta pusat|jakarta selatan|karawang|makassar|"
        "malang|manado|medan|padang|palembang|pekanbaru|pontianak|semarang|south jakarta|"
        "south tangerang|surabaya|surakarta|tangerang|west jakarta|yogyakarta"
    ),
    "IL": (
        "ashdod|ashkelon|bat yam|be er sheva|beer sheva|beersheba|bnei brak|caesarea|eilat|"
        "givatayim|haifa|herzeliya|herzliya|hod hasharon|holon|jerusalem|kfar saba|lod|"
        "migdal haemek|modiin|nazareth|ness ziona|netanya|or yehuda|petach tikva|petah tikva|"
        "ra anana|raanana|ramat gan|rehovot|rishon lezion|rosh haayin|tel aviv|tel aviv jaffa|"
        "tel aviv yafo|yokneam|yoqneam"
    ),
    "IN": (
        "agra|ahmedabad|andhra pradesh|bangalore|bengaluru|bhopal|bhubaneswar|bombay|calcutta|"
        "chandigarh|chennai|cochin|coimbatore|dehradun|delhi|delhi ncr|faridabad|ghaziabad|goa|"
        "greater noida|gujarat|gurgaon|gurugram|guwahati|haryana|hyderabad|indore|jaipur|kanpur|"
        "karnataka|kerala|kochi|kolkata|lucknow|ludhiana|madhya pradesh|madurai|maharashtra|"
        "mangalore|mangaluru|mohali|mumbai|mysore|mysuru|nagpur|nashik|navi mumbai|new delhi|"
        "noida|panaji|patna|pune|punjab|raipur|rajasthan|rajkot|ranchi|secunderabad|surat|"
        "tamil nadu|telangana|thane|thiruvananthapuram|trivandrum|uttar pradesh|vadodara|"
        "vijayawada|visakhapatnam|west bengal"
    ),
    "KY": "bodden town|cayman brac|george town|grand cayman|west bay",
    "LA": "luang prabang|pakse|savannakhet|vientiane",
    "MA": (
        "agadir|casablanca|el jadida|fes|fez|kenitra|marrakech|marrakesh|meknes|mohammedia|"
        "nouaceur|oujda|rabat|tanger|tangier|temara|tetouan"
    ),
    "MD": "balti|bender|cahul|chisinau|kishinev|orhei|tiraspol|ungheni",
    "ME": "bijelo polje|budva|cetinje|herceg novi|kotor|niksic|pljevlja|podgorica|tivat",
    "MN": "darkhan|erdenet|ulaanbaatar|ulan bator|ulanbator",
    "MO": "cotai|macao|macau|taipa",
    "MS": "brades|little bay",
    "MT": (
        "birkirkara|floriana|gzira|hamrun|marsa|mosta|mriehel|msida|naxxar|pieta|qormi|"
        "saint julian s|san giljan|san gwann|sliema|st julian s|st julians|st paul s bay|swieqi|"
        "ta xbiex|valletta|zabbar"
    ),
    "NC": "dumbea|le mont dore|mont dore|noumea|paita",
    "NE": "agadez|maradi|niamey|tahoua|zinder",
    "PA": (
        "arraijan|chitre|ciudad de panama|colon|david|la chorrera|panama|panama city|"
        "san miguelito|tocumen"
    ),
    "SC": "anse royale|beau vallon|mahe|victoria",
    "SD": (
        "bahri|el obeid|kassala|khartoum|khartoum north|nyala|omdurman|port sudan|wad madani"
    ),
    "TN": (
        "ariana|ben arous|bizerte|gabes|gafsa|hammamet|kairouan|la marsa|monastir|nabeul|sfax|"
        "sousse|tunis"
    ),
    "VA": "citta del vaticano|vatican|vatican city",
}  # fmt: skip
CITIES_UNDER_STATE_CODES = {
    code: frozenset(names.split("|")) for code, names in _CITIES_UNDER_STATE_CODES.items()
}
"""Country codes that are also states' codes, with the larger cities (and some provinces) of the
country, as `folded_name` writes them. Names that a real town of the state bears too are left out
(Richmond, Windsor and Ontario in California, Salem in Indiana, Carthage in Tennessee)."""

_SUBDIVISION_CODES = {
    "CA": "AB BC MB NB NL NS NT NU ON PE QC SK YT",
    "CO": "ANT BOL CUN RIS VAC",
    "DE": "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH",
    "IN": "AP AS BR CG CH DL GJ HP HR JH JK KA KL MH MP OD PB RJ TG TS UK UP WB",
}
SUBDIVISION_CODES = {code: frozenset(codes.split()) for code, codes in _SUBDIVISION_CODES.items()}
"""ISO 3166-2 codes of provinces under such a country, without those that are also states' codes."""

CITIES_OF_GEORGIA = frozenset({"tbilisi", "batumi", "kutaisi", "rustavi", "zugdidi", "gori"})
"""The country, which shares its name with the state."""

_AMERICAN_WITH_ACCENTS = frozenset({"san jose", "lindstrom"})
_ACCENTED_LETTER = re.compile(r"[^\W\d_a-zA-ZñÑ]")
_BROKEN_ENCODING = re.compile(r"Ã|Â|â€")


def folded_name(text: str) -> str:
    """`text` in small letters without accents, punctuation or numbers: "st john s", "koln"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W\d_]+", kept))


def is_abroad(city: str, code: str) -> bool:
    """Whether `city` before `code`, a state's and a country's code, is a city of the country.

    Either it is one of the country's larger cities, or it has letters that names of towns in the
    United States do not ("Köln"); the Spanish n with a tilde is one that they have.
    """
    folded = folded_name(city)
    if folded in CITIES_UNDER_STATE_CODES[code]:
        return True
    if folded in _AMERICAN_WITH_ACCENTS or _BROKEN_ENCODING.search(city):
        return False
    return _ACCENTED_LETTER.search(unicodedata.normalize("NFC", city)) is not None


def nation_of_postcode_area(area: str) -> str | None:
    """The nation of a postcode area; None for areas that cross a border."""
    if area == "BT":
        return "Northern Ireland"
    for areas, nation in (
        (WELSH_POSTCODE_AREAS, "Wales"),
        (SCOTTISH_POSTCODE_AREAS, "Scotland"),
        (ENGLISH_POSTCODE_AREAS, "England"),
    ):
        if area in areas:
            return nation
    return None
