"""From a file to the badges in it: every container, and every way a file can be a trap."""

import json
import zlib
from pathlib import Path

import pytest

from badges import read, verify
from badges.reading import archives, limits
from badges.reading.errors import UnreadableError
from badges.reading.kinds import kind_of
from badges.reading.strict_json import parse
from tests import badge_makers as make
from tests import badge_pictures as pictures
from tests.badge_pictures import zipped

KEY = make.signer()
BADGE = make.with_proof(make.credential(KEY.did), KEY)
TEXT = json.dumps(BADGE).encode()
TOKEN = make.vc_jwt(make.credential(KEY.did), KEY).encode()


def faults(data: bytes) -> list[str | None]:
    return [found.fault for found in read(data)]


@pytest.mark.parametrize(
    ("data", "formats"),
    [
        (TEXT, ["ob3-di"]),
        (b"\xef\xbb\xbf  " + TEXT, ["ob3-di"]),
        (TOKEN + b"\n", ["ob3-jwt"]),
        (pictures.baked_png(TEXT), ["ob3-di-png"]),
        (pictures.baked_png(TEXT, compressed=True), ["ob3-di-png"]),
        (pictures.png(pictures.chunk(b"tEXt", b"openbadges\0" + TOKEN)), ["ob3-jwt-png"]),
        (
            pictures.png(pictures.chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(TOKEN))),
            ["ob3-jwt-png"],
        ),
        (pictures.baked_svg(f"<![CDATA[{TEXT.decode()}]]>"), ["ob3-di-svg"]),
        (pictures.baked_svg(verify=TOKEN.decode()), ["ob3-jwt-svg"]),
        (json.dumps([BADGE, BADGE]).encode(), ["ob3-di", "ob3-di"]),
        (json.dumps({"badges": [BADGE, TOKEN.decode()]}).encode(), ["ob3-di", "ob3-jwt"]),
        (
            json.dumps(
                {"type": ["VerifiablePresentation"], "verifiableCredential": [BADGE]}
            ).encode(),
            ["ob3-di"],
        ),
        (
            json.dumps(
                {
                    "type": "EnvelopedVerifiableCredential",
                    "id": f"data:application/vc+jwt,{TOKEN.decode()}",
                }
            ).encode(),
            ["ob3-jwt"],
        ),
        (zipped({"a.json": TEXT, "b/c.png": pictures.baked_png(TEXT)}), ["ob3-di", "ob3-di-png"]),
        (b"https://harbour.example/assertions/1", ["address"]),
    ],
)
def test_a_badge_is_found_whatever_it_is_packed_in(data: bytes, formats: list[str]) -> None:
    found = read(data)
    assert [one.format for one in found] == formats
    assert not any(one.fault for one in found)


def test_a_table_holds_badges_in_its_cells() -> None:
    quoted = '"' + TEXT.decode().replace('"', '""') + '"'
    rows = [
        "name,badge,homepage,assertion_url",
        f"Ada,{quoted},https://x.example,",
        f"Bo,{TOKEN.decode()},https://x.example,https://harbour.example/assertions/1",
    ]
    found = read("\n".join(rows).encode(), "export.csv")
    assert [one.format for one in found] == ["ob3-di", "ob3-jwt", "address"]
    assert [one.source for one in found] == ["export.csv row 2"] + ["export.csv row 3"] * 2
    assert verify(found[0]).verdict == "valid"


def test_a_record_gives_a_verdict_for_itself_and_for_each_badge_inside() -> None:
    record = make.credential(
        KEY.did,
        **{
            "@context": [make.V2, make.CLR, make.OB],
            "type": ["VerifiableCredential", "ClrCredential"],
            "name": "Transcript",
            "credentialSubject": {
                "id": "did:example:holder",
                "type": ["ClrSubject"],
                "verifiableCredential": [BADGE, {**BADGE, "name": "changed"}],
            },
        },
    )
    found = read(json.dumps(make.with_proof(record, KEY)).encode())
    assert [one.format for one in found] == ["clr2-di", "ob3-di", "ob3-di"]
    assert [verify(one).verdict for one in found] == ["valid", "valid", "tampered"]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "not_json"),
        (b"\xff\xfe{\x00}\x00", "not_utf8"),
        (b'{"a": "\xff"}', "not_utf8"),
        (b'{"a": "\\ud800"}', "not_utf8"),
        (b'{"a": 1, "a": 2}', "duplicate_key"),
        (b'{"a": NaN}', "not_json"),
        (b'{"a": 1e999}', "not_json"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not_json"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "too_deep"),
        (b"[" * 100_000, "too_deep"),
        (b"{" + b" " * limits.JSON + b"}", "too_big"),
        (b"hello", "not_json"),
        (b"{}", "no_badge"),
        (b"[]", "no_badge"),
        (b'{"hello": "world"}', "no_badge"),
        (b"a,b\n1,2\n", "no_badge"),
        (pictures.png(), "no_badge"),
        (pictures.baked_png(TEXT)[:-20], "png_damaged"),
        (pictures.baked_png(TEXT)[:60] + b"\xff" + pictures.baked_png(TEXT)[61:], "png_damaged"),
        (pictures.baked_png(b" " * (limits.PNG_TEXT + 1), compressed=True), "too_big"),
        (
            pictures.png(
                pictures.chunk(b"iTXt", b"openbadges\0\0\0\0\0{}"),
                pictures.chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0{}"),
            ),
            "two_badges",
        ),
        (pictures.png(pictures.chunk(b"iTXt", b"openbadges\0\1")), "png_damaged"),
        (pictures.png(pictures.chunk(b"zTXt", b"openbadges\0\0no deflate")), "png_damaged"),
        (pictures.baked_svg(), "no_badge"),
        (b"<svg><unclosed>", "no_badge"),
        (pictures.baked_svg().replace(b"</svg>", b"") + pictures.baked_svg()[21:], "no_badge"),
        (
            b'<!DOCTYPE s [<!ENTITY x "y">]><s>&x;</s>',
            "xml_entities",
        ),
        (b"<a>" * 200_000, "too_big"),
        (b"a,b\n" + b"," * (limits.TABLE_LINE + 1), "too_big"),
        (b" " * (limits.FILE + 1), "too_big"),
        (zipped({"inner.zip": zipped({"a.json": TEXT})}), "too_deep"),
        (zipped({"a.json": b" " * 3_000_000}), "too_big"),
        (zipped({str(n): b"" for n in range(limits.ZIP_ENTRIES + 1)}), "too_big"),
        (zipped({"a.json": TEXT})[:100], "no_badge"),
        (b"eyJhbGciOiJub25lIn0.bm90IGpzb24.", "not_json"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, fault: str) -> None:
    assert faults(data) == [fault]
    (found,) = read(data)
    result = verify(found)
    assert (result.verdict, result.reason) == ("malformed", fault)


def test_a_large_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(limits.FILE + 1)
    assert [found.fault for found in read(path)] == ["too_big"]


def test_one_bad_file_in_an_archive_leaves_the_others() -> None:
    found = read(zipped({"bad.json": b"{", "good.json": TEXT}))
    assert [(one.source, one.fault) for one in found] == [
        ("bad.json", "not_json"),
        ("good.json", None),
    ]


def test_a_zip_on_disk_is_read_one_file_after_another(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    big = b"{" + b" " * 3_000_000
    path.write_bytes(zipped({"a.json": TEXT, "bomb.json": big, "c/d.json": TOKEN}))
    data = bytearray(path.read_bytes())
    assert archives.count(path) == 3
    found = list(archives.streamed(path))
    assert [name for name, _ in found] == ["a.json", "bomb.json", "c/d.json"]
    assert (found[0][1], found[2][1]) == (TEXT, TOKEN)
    assert isinstance(found[1][1], UnreadableError)
    # A file whose bytes were damaged says nothing about the others.
    at = data.index(b"c/d.json") + len("c/d.json") + 20
    data[at] ^= 0xFF
    path.write_bytes(data)
    damaged = [content for _, content in archives.streamed(path)]
    assert damaged[0] == TEXT
    assert isinstance(damaged[2], UnreadableError)


def test_the_list_of_a_zip_is_bounded_before_it_is_read(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.json": TEXT}))
    # The end of a zip says how long its list of files is, which is read at once.
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 16] = (limits.ZIP_LIST + 1).to_bytes(4, "little")
    padded = bytes(limits.ZIP_LIST + 1).join((data[:4], data[4:]))
    path = tmp_path / "a.zip"
    path.write_bytes(padded)
    with pytest.raises(UnreadableError) as error:
        list(archives.streamed(path))
    assert error.value.code == "too_big"
    with pytest.raises(UnreadableError):
        list(archives.entries(padded))
    with path.open("r+b") as file:
        file.truncate(limits.ZIP_FILE + 1)
    with pytest.raises(UnreadableError):
        list(archives.streamed(path))


def test_an_archive_may_hold_ten_thousand_badges() -> None:
    found = read(zipped({f"{n}.jwt": TOKEN for n in range(10_000)}))
    assert len(found) == 10_000
    assert {one.format for one in found} == {"ob3-jwt"}


def test_the_dates_of_an_old_badge_decide_nothing_in_a_picture_either() -> None:
    old = {"uid": "1", "badge": "https://x.example/b", "verify": {}, "issuedOn": 1400000000}
    for data in (
        json.dumps(old).encode(),
        pictures.baked_png(json.dumps(old).encode(), b"openbadges"),
    ):
        assert verify(read(data)[0]).reason == "format_too_old"


def test_json_has_one_meaning_or_none() -> None:
    assert parse(b'{"a": [1, 2.5, "\\u00e9", null, true]}') == {"a": [1, 2.5, "é", None, True]}
    assert parse(b'"\\ud83d\\ude00"') == "😀"
    with pytest.raises(UnreadableError):
        parse(b'{"a": {"b": 1, "b": 1}}')


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (make.assertion(), "ob2-hosted"),
        (make.assertion(verification={"type": "SignedBadge"}), "ob2-signed"),
        (make.assertion(**{"@context": "https://w3id.org/openbadges/v1"}), "ob1"),
        ({"recipient": "a@example.org", "badge": {"name": "x"}}, "ob1"),
        ({"uid": "1", "badge": "https://x.example/b", "verify": {"type": "hosted"}}, "ob1"),
        (make.badge_class(), "definition"),
        (make.profile(), "definition"),
        ({"name": "Basic Issuer", "url": "https://x.example"}, "definition"),
        (make.status_list(KEY, set()), "definition"),
        (
            make.credential(KEY.did, type=["VerifiableCredential", "EndorsementCredential"]),
            "endorsement",
        ),
        ({"type": "Endorsement"}, "endorsement"),
        ({"type": ["VerifiableCredential", "EuropeanDigitalCredential"]}, "elm3"),
        ({"payload": "{}", "signatures": []}, "elm3"),
        (make.credential(KEY.did, type=None), "ob3"),
    ],
)
def test_a_document_s_kind_is_told_by_what_it_says(document: dict[str, object], kind: str) -> None:
    assert kind_of(document) == kind


@pytest.mark.parametrize(
    ("document", "verdict", "reason"),
    [
        (make.badge_class(), "not_a_badge", "definition"),
        ({"type": "Endorsement"}, "not_a_badge", "endorsement"),
        ({"recipient": "a@example.org", "badge": {"name": "x"}}, "unverifiable", "format_too_old"),
        (
            {"payload": '{"issuer": {"legalName": {"en": "KU"}}}', "signatures": []},
            "unverifiable",
            "eu_trust_list_not_checked",
        ),
        ({"type": ["EuropeanDigitalCredential"]}, "unverifiable", "no_proof"),
    ],
)
def test_what_is_only_read_is_never_called_valid(
    document: dict[str, object], verdict: str, reason: str
) -> None:
    (found,) = read(json.dumps(document).encode())
    result = verify(found)
    assert (result.verdict, result.reason) == (verdict, reason)
