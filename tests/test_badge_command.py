"""``python -m badges verify``: one line a badge, whatever is in the files."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from badges import read_trust
from badges.command import main
from tests import badge_makers as make

KEY = make.signer()
KEYS = {
    "file",
    "badge_index",
    "format",
    "verdict",
    "reason",
    "recipient_match",
    "issuer_trust",
    "issuer",
    "achievement",
    "earned_on",
    "expires_on",
    "checks",
}


@pytest.fixture
def badge(tmp_path: Path) -> Path:
    path = tmp_path / "badge.json"
    document = make.credential(KEY.did, validUntil="2030-01-01T00:00:00Z")
    path.write_text(json.dumps(make.with_proof(document, KEY)), encoding="utf-8")
    return path


@pytest.fixture
def replay(tmp_path: Path) -> Path:
    folder = tmp_path / "remote"
    folder.mkdir()
    answers = {
        "https://harbour.example/badges/1": make.badge_class(),
        "https://harbour.example/issuer": make.profile(),
    }
    index = {}
    for number, (url, document) in enumerate(answers.items()):
        (folder / f"{number}.json").write_text(json.dumps(document), encoding="utf-8")
        index[url] = f"remote/{number}.json"
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")
    return folder


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert main(["verify", *arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_tells_all_of_a_badge(badge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = lines(capsys, str(badge), "--recipient", "ada@example.org")
    assert set(line) >= KEYS
    assert line["file"] == str(badge)
    assert (line["verdict"], line["reason"], line["badge_index"]) == ("valid", "ok", 0)
    assert (line["recipient_match"], line["issuer_trust"]) == ("email_hash", "self_asserted")
    assert line["issuer"] == {"id": KEY.did, "name": "Harbour College", "domain": ""}
    assert line["earned_on"] == "2024-05-06T07:08:09Z"
    assert line["expires_on"] == "2030-01-01T00:00:00Z"
    assert [check["name"] for check in line["checks"]] == [
        "parse",
        "structure",
        "integrity",
        "issuer_key",
        "status",
        "dates",
        "recipient",
    ]
    assert all(check["at"] for check in line["checks"])
    assert "s4lt" not in json.dumps(line)


def test_a_day_can_be_named(badge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for day, verdict in (
        ("2024-05-06", "valid"),
        ("2024-05-05", "not_yet_valid"),
        ("2029-12-31", "valid"),
        ("2031-01-01", "expired"),
    ):
        (line,) = lines(capsys, str(badge), "--at", day)
        assert line["verdict"] == verdict, day


def test_replay_answers_the_network_and_opens_no_socket(
    tmp_path: Path,
    replay: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", none)
    monkeypatch.setattr(socket, "getaddrinfo", none)
    path = tmp_path / "hosted.json"
    # An http id stands for https, and what is not in the index is the file itself.
    document = make.assertion(id="http://harbour.example/assertions/1")
    path.write_text(json.dumps(document), encoding="utf-8")
    (line,) = lines(capsys, str(path), "--replay", str(replay))
    assert (line["verdict"], line["issuer"]["domain"]) == ("valid", "harbour.example")
    (line,) = lines(capsys, str(path))
    assert line["reason"] == "not_fetched"
    index = json.loads((replay / "index.json").read_text())
    (replay / "gone.json").write_text(json.dumps({**document, "revoked": True}))
    index["https://harbour.example/assertions/1"] = "remote/gone.json"
    (replay / "index.json").write_text(json.dumps(index))
    (line,) = lines(capsys, str(path), "--replay", str(replay))
    assert line["verdict"] == "revoked"


def test_a_container_gives_a_line_for_each(
    tmp_path: Path, badge: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = tmp_path / "both.json"
    document = json.loads(badge.read_text())
    both.write_text(json.dumps([document, {**document, "name": "changed"}]))
    found = lines(capsys, str(both), str(badge))
    assert [(line["badge_index"], line["verdict"]) for line in found] == [
        (0, "valid"),
        (1, "tampered"),
        (0, "valid"),
    ]


def test_the_allow_list_is_a_table_that_people_edit(
    tmp_path: Path, badge: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trust = tmp_path / "trusted.csv"
    trust.write_text(f"issuer_id,name,key\n{KEY.did},Harbour College,\n", encoding="utf-8")
    (line,) = lines(capsys, str(badge), "--trust", str(trust))
    assert line["issuer_trust"] == "allow_listed"
    trust.write_text("issuer_id,name,key\nhttps://a.example,A,zA\nhttps://a.example,,zB\n")
    assert read_trust(trust)["https://a.example"].keys == {"zA", "zB"}


@pytest.mark.parametrize("text", ["name\nx\n", "issuer_id\nnobody\n"])
def test_a_fault_of_the_allow_list_is_told(
    tmp_path: Path, badge: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    trust = tmp_path / "trusted.csv"
    trust.write_text(text, encoding="utf-8")
    assert main(["verify", str(badge), "--trust", str(trust)]) == 1
    assert "trusted.csv" in capsys.readouterr().err


def test_a_missing_file_is_told_and_the_others_are_judged(
    tmp_path: Path, badge: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(tmp_path / "none.json"), str(badge)]) == 1
    written = capsys.readouterr()
    assert "none.json" in written.err
    assert "valid: Unchanged since it was issued" in written.out


def test_a_stranger_s_name_cannot_write_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = make.credential(KEY.did)
    document["credentialSubject"]["achievement"]["name"] = "\x1b[31mred\n{}"
    path = tmp_path / "badge.jwt"
    path.write_text(make.vc_jwt(document, KEY))
    main(["verify", str(path)])
    assert "\x1b" not in capsys.readouterr().out


def test_an_index_that_leads_out_of_its_folder_is_refused(
    tmp_path: Path, badge: Path, replay: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (replay / "index.json").write_text(json.dumps({"https://a.example/": "../../etc/passwd"}))
    assert main(["verify", str(badge), "--replay", str(replay)]) == 1
    assert "outside" in capsys.readouterr().err
