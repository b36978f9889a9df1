"""Names of places that occur in postings, and the country or region each one means."""

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
