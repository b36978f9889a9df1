"""Players of catalogs and reference sources: the documented formats, with invented contents."""

import io
import json
import uuid
import zipfile
from collections.abc import Mapping
from typing import Any

from tests.servers import Asked, Play, Reply, json_reply

NOT_FOUND = json_reply({"errors": ["not found"]}, status=404)
USER_ID, TOKEN = "tester", "secret-token"


def ctid(number: int) -> str:
    """An invented CTID, the same for the same number."""
    return f"ce-{uuid.UUID(int=number + 1)}"


OWNER = ctid(900_000)


def ctdl_credential(number: int) -> dict[str, Any]:
    """A credential in CTDL: price, hours, renewal, a skill, and a step to the one before."""
    node: dict[str, Any] = {
        "@id": f"https://credentialengineregistry.org/resources/{ctid(number)}",
        "@type": "ceterms:Certification" if number % 2 else "ceterms:MicroCredential",
        "ceterms:ctid": ctid(number),
        "ceterms:name": {"de": f"Schein {number}", "en-US": f"Invented credential {number}"},
        "ceterms:ownedBy": [f"https://credentialengineregistry.org/resources/{OWNER}"],
        "ceterms:subjectWebpage": f"https://example.org/{number}",
        "ceterms:inLanguage": ["en-US"],
        "ceterms:renewalFrequency": "P2Y",
        "ceterms:deliveryType": [{"ceterms:targetNode": "deliveryType:OnlineOnly"}],
        "ceterms:estimatedCost": [
            {"@type": "ceterms:CostProfile", "ceterms:price": 100 + number,
             "ceterms:currency": "US Dollar"}
        ],
        "ceterms:estimatedDuration": [
            {"@type": "ceterms:DurationProfile", "ceterms:exactDuration": "PT40H30M"}
        ],
        "ceterms:requires": [
            {
                "@type": "ceterms:ConditionProfile",
                "ceterms:targetCompetency": [
                    {"ceterms:targetNodeName": {"en": f"skill {number}"}},
                    {"ceterms:targetNodeName": {"en": "a sentence " * 20}},
                ],
            }
        ],
    }  # fmt: skip
    if number:
        node["ceterms:requires"][0]["ceterms:targetCredential"] = [ctid(number - 1)]
        node["ceterms:advancedStandingFor"] = [
            {
                "@type": "ceterms:ConditionProfile",
                "ceterms:targetCredential": [ctid(number - 1)],
                "ceterms:creditValue": [{"schema:value": 3}],
            }
        ]
    return node


def registry(count: int = 120, *, with_headers: bool = True) -> Play:
    """The registry's search in pages; every seventh envelope comes without its resource."""

    def graph(number: int) -> dict[str, Any]:
        return {"@context": "https://credreg.net/ctdl", "@graph": [ctdl_credential(number)]}

    def play(asked: Asked) -> Reply:
        if asked.path == "/ce-registry/search":
            page, size = int(asked.params["page"]), int(asked.params["per_page"])
            numbers = range(count)[(page - 1) * size : page * size]
            envelopes = [
                {
                    "envelope_ceterms_ctid": ctid(n),
                    "decoded_resource": None if n % 7 == 3 else graph(n),
                    "node_headers": {"updated_at": "2026-03-04T05:06:07Z"},
                }
                for n in numbers
            ]
            headers = {"Total": str(count), "Per_Page": str(size)} if with_headers else {}
            if with_headers and page * size < count:
                link = f"/ce-registry/search?page={page + 1}&per_page={size}"
                headers["Link"] = f'<{link}>; rel="next"'
            return json_reply(envelopes, 200, **headers)
        kind, _, identifier = asked.path.strip("/").partition("/")
        if kind == "resources" and identifier == OWNER:
            return json_reply(
                {
                    "@type": "ceterms:CredentialOrganization",
                    "ceterms:ctid": OWNER,
                    "ceterms:name": {"en": "Invented Institute"},
                }
            )
        known = {ctid(n): n for n in range(count)}
        if kind == "graph" and identifier in known:
            return json_reply(graph(known[identifier]))
        return NOT_FOUND

    return play


def careeronestop(count: int = 250) -> Play:
    """The certification finder: `count` certifications for a keyword, none for "nothing"."""

    def play(asked: Asked) -> Reply:
        parts = asked.path.strip("/").split("/")
        if asked.headers.get("Authorization") != f"Bearer {TOKEN}" or parts[2] != USER_ID:
            return json_reply({"error": "unauthorised"}, status=401)
        if parts[3] == "nothing" or len(parts) != 14:
            return NOT_FOUND
        start, limit = int(parts[-2]), int(parts[-1])
        certifications = [
            {
                "Id": f"{n}-{parts[3][:1]}",
                "Name": f"Invented certification {n}",
                "Url": f"https://example.org/{n}",
                "Organization": "Invented Board",
                "Type": "Specialty",
                "CertAccredAgencyList": [{"Name": "In-Demand"}, {"Name": "NCCA"}],
                "CertDetailList": [{"Name": "Renewal Required?", "Value": "Every 3  Year(s)"}],
            }
            for n in range(count)[start : start + limit]
        ]
        return json_reply({"RecordCount": count, "CertList": certifications})

    return play


def badge_class(number: int, host: str) -> dict[str, Any]:
    """A BadgeClass of Open Badges 2.0 whose issuer is given by address."""
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "BadgeClass",
        "id": f"{host}/badge/{number}",
        "name": f"Invented badge {number}",
        "issuer": f"{host}/issuer",
        "criteria": {"narrative": "A sentence of the issuer."},
        "alignment": [{"targetName": f"skill {number}", "targetUrl": "https://example.org/s"}],
    }


def achievement(number: int, host: str) -> dict[str, Any]:
    """An Achievement of Open Badges 3.0 with its creator inside."""
    return {
        "type": ["Achievement"],
        "id": f"urn:uuid:{uuid.UUID(int=number)}",
        "name": f"Invented achievement {number}",
        "achievementType": "MicroCredential",
        "inLanguage": "en-GB",
        "creator": {"id": f"{host}/issuer", "type": ["Profile"], "name": "Invented Guild"},
        "criteria": {"id": f"{host}/criteria/{number}"},
        "alignment": [{"type": ["Alignment"], "targetName": "welding"}],
    }


def open_badges(host: str) -> Play:
    """One badge, an array, a collection in three pages, and a list of addresses."""
    documents: dict[str, Any] = {
        "/issuer": {"type": "Issuer", "id": f"{host}/issuer", "name": "Invented Guild"},
        "/one": badge_class(0, host),
        "/array": [achievement(n, host) for n in range(10, 13)],
        "/addresses": {"badgeClasses": [f"{host}/badge/{n}" for n in range(20, 23)]},
    }
    documents |= {f"/badge/{n}": badge_class(n, host) for n in range(20, 23)}

    def play(asked: Asked) -> Reply:
        if asked.path == "/pages":
            page = int(asked.params.get("page", "1"))
            result = [badge_class(100 * page + n, host) for n in range(3)]
            more = {"Link": f'<{host}/pages?page={page + 1}>; rel="next"'} if page < 3 else {}
            return json_reply({"status": {"success": True}, "result": result}, 200, **more)
        return json_reply(documents[asked.path]) if asked.path in documents else NOT_FOUND

    return play


def learning_opportunity(number: int) -> dict[str, Any]:
    """A learning opportunity of the European Learning Model, part of a programme."""
    return {
        "id": f"urn:elm:{number}",
        "type": "LearningOpportunity",
        "title": {"en": [f"Invented course {number}"], "fr": ["Cours"]},
        "providedBy": {"type": "Organisation", "legalName": {"en": "Invented University"}},
        "mode": [{"type": "Concept", "prefLabel": {"en": "Online"}}],
        "priceDetail": [
            {
                "amount": {
                    "value": "250.50",
                    "unit": {"id": "http://publications.europa.eu/resource/authority/currency/EUR"},
                }
            }
        ],
        "isPartOf": [{"id": "urn:elm:programme", "title": {"en": "Invented programme"}}],
        "learningAchievementSpecification": {
            "type": "Qualification",
            "eqfLevel": {"id": "http://data.europa.eu/snb/eqf/5"},
            "volumeOfLearning": "PT150H",
            "creditPoint": [{"framework": {"prefLabel": {"en": "ECTS"}}, "point": "6"}],
            "learningOutcome": [
                {"title": {"en": "Welds"}, "relatedESCOSkill": [{"prefLabel": {"en": "welding"}}]}
            ],
            "entitlesTo": [{"id": "urn:elm:next", "title": {"en": "Invented master"}}],
        },
    }


def elm() -> Play:
    """Three documents: one record, an array, a graph."""
    documents: dict[str, Any] = {
        "/one": learning_opportunity(1),
        "/array": [learning_opportunity(2), learning_opportunity(3)],
        "/graph": {"@graph": [learning_opportunity(4), {"id": "urn:o", "type": "Organisation"}]},
    }
    return lambda asked: json_reply(documents[asked.path]) if asked.path in documents else NOT_FOUND


def esco(count: int = 250, *, offsets_are_pages: bool = False, with_links: bool = True) -> Play:
    """The search of skills; `offsets_are_pages` plays the other reading of `offset`."""

    def play(asked: Asked) -> Reply:
        offset, limit = int(asked.params["offset"]), int(asked.params["limit"])
        start = offset * limit if offsets_are_pages else offset
        results = [
            {
                "className": "Skill",
                "uri": f"http://data.europa.eu/esco/skill/{n}",
                "title": f"invented skill {n}",
            }
            for n in range(count)[start : start + limit]
        ]
        following = offset + 1 if offsets_are_pages else offset + limit
        links = (
            {"next": {"href": f"https://ec.europa.eu/esco/api/search?offset={following}"}}
            if with_links and start + limit < count
            else {}
        )
        return json_reply({"total": count, "_embedded": {"results": results}, "_links": links})

    return play


ONET_NEW: Mapping[str, str] = {
    "Occupation Data.txt": (
        "O*NET-SOC Code\tTitle\tDescription\n15-1252.00\tSoftware Developers\tx\n"
    ),
    "Job Titles.txt": (
        "O*NET-SOC Code\tJob Title\tShort Title\tSource(s)\n"
        "15-1252.00\tApplication Developer\tn/a\t08\n15-1252.00\tSoftware Engineer\tn/a\t08\n"
    ),
    "Software Skills.txt": (
        "O*NET-SOC Code\tElement ID\tElement Name\tWorkplace Example\tHot Technology\tIn Demand\n"
        "15-1252.00\t2.E.5.b\tDevelopment environment software\tInventedSoft\tY\tN\n"
    ),
    "Essential Skills.txt": (
        "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tRecommend Suppress\n"
        "15-1252.00\t2.A.1.a\tReading Comprehension\tIM\t3.88\tN\n"
        "15-1252.00\t2.A.1.a\tReading Comprehension\tLV\t4.12\tN\n"
        "15-1252.00\t2.A.1.b\tActive Listening\tIM\thigh\tN\n"
    ),
    "Transferable Skills.txt": (
        "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tRecommend Suppress\n"
        "15-1252.00\t2.B.1.a\tSocial Perceptiveness\tIM\t2.75\tY\n"
        "15-1252.00\t2.B.1.a\tSocial Perceptiveness\tLV\t2.38\tN\n"
    ),
    "Knowledge.txt": (
        "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tRecommend Suppress\n"
        "15-1252.00\t2.C.3.a\tComputers and Electronics\tIM\t4.50\tN\n"
    ),
    "Task Statements.txt": "O*NET-SOC Code\tTask\n",
}
ONET_OLD: Mapping[str, str] = {
    "Occupation Data.txt": ONET_NEW["Occupation Data.txt"],
    "Alternate Titles.txt": ONET_NEW["Job Titles.txt"].replace("Job Title", "Alternate Title"),
    "Technology Skills.txt": (
        "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand\n"
        "15-1252.00\tInventedSoft\t43232402\tDevelopment environment software\tY\tN\n"
    ),
    "Skills.txt": ONET_NEW["Essential Skills.txt"]
    + ONET_NEW["Transferable Skills.txt"].partition("\n")[2],
    "Knowledge.txt": ONET_NEW["Knowledge.txt"],
}


def zip_of(files: Mapping[str, str | bytes]) -> bytes:
    """A zip with these entries."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return body.getvalue()


def onet(files: Mapping[str, str], *, body: bytes | None = None) -> Play:
    """The page that lists releases (an older one first), and the zip of the newest."""
    name = "db_30_10_text"
    content = body or zip_of({f"{name}/{file}": text for file, text in files.items()})
    page = (
        '<html><a href="/dl_files/database/db_30_9_text.zip">old</a>'
        f'<a href="/dl_files/database/{name}.zip">Text</a></html>'
    )

    def play(asked: Asked) -> Reply:
        if asked.path == "/database.html":
            return Reply(page.encode(), headers={"Content-Type": "text/html"})
        if asked.path == f"/dl_files/database/{name}.zip":
            return Reply(content, headers={"Content-Type": "application/zip"})
        return NOT_FOUND

    return play


def oews_line(series: str, value: str) -> str:
    """A line of the data file, padded as BLS does."""
    return f"{series:<30}\t2025\tA01\t{value:>12}\t\n"


OEWS: Mapping[str, str] = {
    "oe.release": "release_date\tdescription\n2025A01\tMay 2025\n",
    "oe.area": (
        "state_code\tarea_code\tareatype_code\tarea_name\n00\t0000000\tN\tNational\n"
        "01\t0100000\tS\tAlabama\n01\t0011500\tM\tAnniston\n"
    ),
    "oe.industry": (
        "industry_code\tindustry_name\tdisplay_level\tselectable\tsort_sequence\n"
        "000000\tCross-Industry\t0\tT\t1\n31--34\tSectors 31, 32, and 33\t2\tT\t2\n"
        "3320A1\tForging and Stamping\t4\tT\t3\n"
    ),
    "oe.occupation": (
        "occupation_code\toccupation_name\toccupation_description\tdisplay_level\tselectable\n"
        "151252\tSoftware Developers\tx\t3\tT\n"
    ),
    "oe.data.0.Current": f"{'series_id':<30}\tyear\tperiod\t       value\tfootnote_codes\n"
    + oews_line("OEUN000000000000015125201", "1600000")
    + oews_line("OEUN000000000000015125213", "130000")
    + oews_line("OEUN000000000000015125203", "60.5")  # hourly mean: not kept
    + oews_line("OEUN000000031--3415125213", "-")
    + oews_line("OEUN000000031--3415125204", "120000")
    + oews_line("OEUN00000003320A115125204", "99000")
    + oews_line("OEUS010000000000015125208", "55.1")
    + oews_line("OEUS010000031--3415125208", "54.0")  # a state's industry: not kept
    + oews_line("OEUM001150000000015125213", "99000")  # a metropolitan area: not kept
    + oews_line("OEUN000000000000015125204", "n/a")
    + oews_line("OEUN000000077777715125213", "1")
    + "broken line\n",
}


def oews(files: Mapping[str, str] = OEWS) -> Play:
    """The folder of flat files."""

    def play(asked: Asked) -> Reply:
        name = asked.path.rpartition("/")[2]
        if asked.path.startswith("/pub/time.series/oe/") and name in files:
            return Reply(files[name].encode(), headers={"Content-Type": "text/plain"})
        return NOT_FOUND

    return play


def always(document: Any) -> Play:
    """The same document whatever is asked."""
    return lambda asked: Reply(json.dumps(document).encode())
