"""Words around "certificate", "licence", "registered", ... that tell a credential from the rest.

They are data for `analysis.open_patterns`: add a word here and a case to the tests. All are in
lower case; US and UK spellings both stand where they differ.
"""

from __future__ import annotations

from analysis.scanning import Form


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NOUNS = _set(
    "certification certifications certificate certificates license licenses licence licences"
    " licensure licensures credential credentials registration registrations"
)
"""Nouns that may stand for a credential whatever the word before them."""
PLACED_NOUNS = _set("card cards ticket tickets permit permits endorsement endorsements"
                    " designation designations accreditation accreditations")  # fmt: skip
"""Nouns that need a word before them of which credentials are made: "handler card"."""
ADJECTIVES = _set("certified licensed licenced registered chartered accredited")

PHRASES = frozenset(("professional qualification", "professional qualifications"))
"""Two words that speak of a credential where the text asks for one."""

ANCHOR_FORMS: tuple[Form, ...] = tuple(
    Form(word) for word in sorted(NOUNS | PLACED_NOUNS | ADJECTIVES | PHRASES)
)

STOPS = _set("""
    a an the this that these those any all each every either neither both some no not such which
    and or nor but if of in on at by for from to with without within into onto upon under over per
    via through as than then so is are was were be been being am has have had having do does did
    will would shall should can could may might must need needs needed require requires required
    requiring hold holds holding held possess possesses possessing maintain maintains maintaining
    obtain obtains obtaining obtained get gets getting gain gains gaining gained earn earning earned
    achieve achieving attain acquire acquiring keep keeping complete completes completing completed
    pursue pursuing pursued include includes including included provide provides providing provided
    your our their his her its my we you they he she it who whose where when while also
    plus preferably prefer prefers desirable ideal ideally essential
    e.g i.e etc about regarding e g i eg ie toward towards prior after before following during upon
    only one two three more most least minimum willing able ability working work become becoming
    eligible eligibility renew renewing submit attach copy proof evidence verify verification
    passed pass passing seeking apply applying bring carry show showing new other another same own
    experience knowledge degree skills training education list meet meets with/or and/or
    bachelor's bachelors master's masters bachelor master associate's associates qualifications
    qualification requirements requirement certifications certification certificates licenses
    certificate license licence licences credentials registration registrations licensure
    level specific years year months day days listed candidates candidate applicants applicant
    strong good great full considered given please select using use used between being get
    latest first second higher corresponding highest associated receive received receiving
    offers offering offer paid free pay pays like e.g. i.e. upon against earn become hire
    """)  # fmt: skip
"""Words at which a name ends when it is read leftwards from its noun."""

QUALITY = _set("""
    pending current valid active unrestricted full clean good recent existing unexpired unencumbered
    permanent temporary provisional initial acceptable proper formal official updated up-to-date
    necessary desired preferred required mandatory minimum completed nationally internationally
    clear live appropriate applicable renewable legal
    """)  # fmt: skip
"""Adjectives of state in front of a name; no part of it."""

GENERIC = _set("""
    relevant appropriate applicable related professional industry technical vocational
    recognized recognised accredited national international state provincial federal local
    additional advanced specialist specialised specialized standard specialty
    necessary required preferred desired valid current active
    industry-recognized industry-recognised industry-standard industry-specific
    nationally-recognized job-related job-specific job-relevant role-specific role-related
    comparable equivalent mandatory certain various multiple specified key paid
    work-related trade occupational position-specific similar
    active/current accredited nationally internationally
    it information technology security cybersecurity cyber cloud technology-related functional
    job-required technical/professional
    """)  # fmt: skip
"""Words that name no particular credential: "relevant professional certifications"."""

OTHER_THINGS = _set("""
    driver driver's drivers driver\u2019s drivers' drivers\u2019 driving driver`s dl marriage birth
    death business liquor software enterprise fishing hunting building gift credit debit id
    identification identity green report score place voter vehicle patient course product products
    event trademark patent copyright domain visa work parking smart time punch key phone sim
    graphics video sound memory business name greeting post birthday insurance medicare
    mbe wbe dbe sbe ea dbs objection foreign operator's-motor r equivalency nde welder-qualification
    on-going ongoing documentation letter award-winning pre re annual budget financial
    clearance discharge ssl tls digital security-token x.509 pki root server client
    selective self system systems aircraft airworthiness quality laboratory lab hospital
    organisation organization organizational company supplier vendor institutional facility
    payroll site programme program school university college food-premises premises tax
    medical sick health residency citizenship naturalization baptism stock share savings
    student class conference device asset user account customer guest online land title
    company's employer employer's site's hospital's center centre building's home plate season bus
    train rail lottery support helpdesk trouble service incident jira work-order change deposit
    export import type component elections surrendered revoked suspended record records
    performance equipment data election ballot candidate's petition immigration
    passport travel clinical-trial trial study charge place-card cue index flash
    security-clearance background trip draft social-security red yellow clinic theatre
    sales project order authorisation approval discount reward loyalty travel shopping oyster
    library staff access swipe fuel purchase p-card procurement proximity daily feature
    """)  # fmt: skip
"""What stands before the noun where it is another thing: a driving licence, a credit card."""

MAKES_CARD = _set("""
    handler handlers handler's handler\u2019s worker workers cscs cpcs twic sia ecs jib citb npors
    ipaf pasma smsts ssts osha bls cpr acls pals aha guard operator operator's competency skills aid
    registration teaching hazmat tanker journeyman electrician welder's welder practitioner
    journeyman's ceta tb-endorsement plumber plumber's mechanic technician chauffeur permit
    professional subject esl ell bilingual stcw dbs-card rf mlo aat cfa cpa fsa chfc clu ifrs
    cdl "p" passenger doubles/triples academic teacher k-12 special-education
    """)  # fmt: skip

REFUSING_NEXT = _set("""
    process processes program programs programme programmes exam exams examination examinations
    test tests testing requirements requirement body bodies authority authorities standards standard
    number numbers board boards agency agencies course courses agreement agreements plate plates
    management fee fees key keys cost costs form forms desk system systems clerk services service
    reimbursement assistance support records record tracking audit audits activities
    activity rate rates renewal renewals application applications workshop workshops class classes
    no no. level compact
    bonus stipend data compliance statement statements letter letters authentication office
    checklist checklists document documents id ids
    documentation prep preparation review department team teams committee
    specialist coordinator manager portal
    period periods date dates cycle opportunities opportunity pathway pathways pathway
    """)  # fmt: skip
"""Words after the noun that make it their adjective: the certification process, a licence fee."""

NO_CERTIFICATES_OF = _set("""
    release sponsorship eligibility insurance citizenship naturalization naturalisation analysis
    occupancy conformance conformity origin appointment service discharge indian destruction merit
    attendance achievement recognition participation need compliance marriage birth death deposit
    foreign good calibration
    fitness incorporation authority public records documents degrees election
    candidates petitions signatures votes voters results staff employees equipment products aircraft
    understanding accuracy information
    timesheets payroll funds nominations the your our all any vehicles software title transfer
    """)  # fmt: skip
"""A certificate of these is no credential of an applicant."""

OCCUPATION_ENDINGS = (
    "er", "or", "ist", "ian", "ant", "ent", "nurse", "analyst", "expert", "professional", "aide",
    "fellow", "associate", "officer", "clinician", "technologist", "specialist", "architect",
    "surgeon", "physician", "administrator", "consultant", "practitioner", "coach", "advocate",
    "dietetics", "midwife", "operative", "steward", "representative", "member", "psychologist",
    "therapist", "arborist", "auditor", "chef", "sonographer", "provider", "electrician", "rn",
    "foreman", "assessor", "planner", "surveyor", "mason", "mechanic", "teacher", "psychologists",
    "teachers", "nurses", "engineers", "accountants", "therapists", "technicians", "practitioners",
    "accountant", "secretary", "master", "owner", "agent", "lifeguard", "doctor", "instructor",
    "status", "assistant", "guard", "specialists", "counselor", "counsellor",
)  # fmt: skip
"""Last letters of a word that names who someone is: "Certified Arborist"."""

ADJECTIVE_REFUSES_NEXT = _set("""
    mail copy copies payroll organic statement translation pre-owned letter transcript check
    facility facilities childcare daycare child-care school university college program institution
    hospital software product products care provider's nursing-home agency home office address
    users user customers charity company companies community voter voters service public's
    medical professional healthcare physician professionals vocational agencies nursery premises
    driver drivers minority women small veteran-owned business bank trade with to by in by
    """)  # fmt: skip
"""What is certified, licensed or registered without being a person: mail, a nursery, a charity."""

POSSESSIVES = _set("""
    your our their his her its my this that these those said such the
    """)  # fmt: skip

NO_SUBJECTS = _set("""
    the a an this that your our their order addition good accordance one at any such some lieu
    place compliance which process progress effect state each all hand full 1 2 3
    """)  # fmt: skip

NO_BODIES = _set("""
    iso abet cahps ce ul fda hipaa gmp usda jcaho cap clia cmmi aa gots as9100 caep carf nqa
    cve jacie jci tjc soc2 hitrust ukas cqc nabl acgme accme bbb dbs gp icu er nicu micu or rn lpn
    fully not nadcap dod caahep cacrep
    """)  # fmt: skip

ACCREDITED_PLACES = _set("""
    institution institutions school schools college colleges university universities program
    programs programme programmes course courses organization organizations organisation
    organisations provider providers training degree degrees facility facilities curriculum
    certificate certification academic four-year two-year nursing educational law
    """)  # fmt: skip
"""What an accrediting body accredits that is no person: "an ABET accredited university"."""

OF_BODIES = _set("""
    appropriate relevant professional regulatory statutory governing recognised recognized
    applicable respective
    """)  # fmt: skip
BODIES = _set(
    "body bodies council councils regulator register board institute association organisation"
    " organisations organization organizations"
)
"""A register that is not named: "registered with the relevant professional body"."""

NO_HEADS = _set("""
    provider independent current other under over center paper member number user customer order
    dealer employer
    """)  # fmt: skip
