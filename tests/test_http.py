"""The client of the sources against a server that misbehaves in every way we know."""

import json
import threading
import time
import zipfile
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from pathlib import Path

import pytest

from etl.addresses import is_public
from etl.connector import MEBIBYTE, Manners
from etl.errors import DataError, NotFound
from etl.http import HttpClient, Patience
from etl.urls import masked
from tests.servers import Asked, Play, Reply, faulty, json_reply, serving, zipped

QUICK = Patience(connect=1, read=0.3, whole_answer=5, tries=3, first_wait=0.01, longest_wait=0.02)
PUBLIC = "https://jobs.example.org"
GOOD = json_reply({"jobs": [1, 2, 3]})
PAGE = Reply(b"<!DOCTYPE html><title>Sorry</title>", 200, {"Content-Type": "text/html"})


def ask(play: Play, folder: Path, path: str = "/jobs", **options: object) -> object:
    """What the client makes of one path, with its manners' largest body at 1 MiB."""
    manners = Manners(PUBLIC, 0, largest_body=MEBIBYTE)
    with serving(play) as (base, _):
        client = HttpClient(manners, folder, base_url=base, patience=QUICK)
        return client.get(path, **options).json()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (Reply(b"", 401), "refused (HTTP 401); is the key right?"),
        (Reply(b"", 403), "refused (HTTP 403); is the key right?"),
        (Reply(b"", 404), "not there (HTTP 404)"),
        (Reply(b"", 410), "not there (HTTP 410)"),
        (Reply(b"", 418), "unexpected answer (HTTP 418)"),
        (Reply(b"", 429), "HTTP 429; given up after 3 tries"),
        (Reply(b"", 500), "HTTP 500; given up after 3 tries"),
        (Reply(b"", 503, {"Retry-After": "7200"}), "asks to wait 120 minutes"),
        (Reply(b""), "an empty answer"),
        (PAGE, "HTML instead of JSON"),
        (Reply(GOOD.body[:9]), "JSON cut short or damaged"),
        (Reply(GOOD.body, cut=9), "the answer was cut short"),
        (Reply(b'{"a": NaN'), "JSON cut short or damaged"),
        (Reply(b"[" * 100_000), "JSON cut short or damaged"),
        (Reply(GOOD.body, stall=1), "no answer in time"),
        (Reply(b"not gzip", headers={"Content-Encoding": "gzip"}), "cannot be unpacked"),
        (Reply(b" " * (MEBIBYTE + 1)), "larger than 1 MiB"),
        (zipped(Reply(b"0" * (64 * MEBIBYTE))), "larger than 1 MiB"),
        (Reply(b"", 302, {"Location": "http://127.0.0.1:1/jobs"}), "redirects to another host"),
        (Reply(b"", 302, {"Location": "http://169.254.169.254/x"}), "redirects to another host"),
        (Reply(b"", 302, {"Location": "file:///etc/passwd"}), "redirects to another host"),
        (Reply(b"", 301, {"Location": "/jobs"}), "more than 3 redirects"),
        (Reply(b"", 301, {"Location": "http://[bad"}), "redirects to no address"),
        (Reply(GOOD.body, headers={"Content-Length": "abc"}), "given up after 3 tries"),
    ],
)
def test_bad_answers_end_in_a_sentence_that_names_the_url(
    reply: Reply, sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match="/jobs") as error:
        ask(lambda asked: reply, tmp_path)
    assert sentence in str(error.value)


def test_a_missing_page_can_be_told_from_other_faults(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        ask(lambda asked: Reply(b"", 404), tmp_path)


def test_a_gigabyte_is_refused_without_being_read(tmp_path: Path) -> None:
    """A server that announces 1 GB, and one whose answer grows while it is unpacked."""
    announced = Reply(b"{}", headers={"Content-Length": str(10**9)})
    growing = zipped(Reply(b"0" * (256 * MEBIBYTE)))
    with pytest.raises(DataError, match="larger than 1 MiB"):
        ask(lambda asked: announced, tmp_path)
    with pytest.raises(DataError, match="larger than 1 MiB"):
        ask(lambda asked: growing, tmp_path)
    assert sum(p.stat().st_size for p in tmp_path.iterdir()) <= 2 * MEBIBYTE


@pytest.mark.parametrize("wait", ["0", format_datetime(datetime.now(UTC) - timedelta(days=1))])
def test_retry_after_is_read_as_seconds_and_as_a_date(wait: str, tmp_path: Path) -> None:
    replies = iter([Reply(b"", 429, {"Retry-After": wait}), GOOD])
    assert ask(lambda asked: next(replies), tmp_path) == {"jobs": [1, 2, 3]}


def test_retry_after_is_waited_for(tmp_path: Path) -> None:
    replies = iter([Reply(b"", 503, {"Retry-After": "1"}), GOOD])
    begun = time.monotonic()
    ask(lambda asked: next(replies), tmp_path)
    assert time.monotonic() - begun >= 1


def test_every_passing_fault_is_outlasted(tmp_path: Path) -> None:
    manners = Manners(PUBLIC, 0)
    told: list[str] = []
    with serving(faulty(lambda asked: json_reply({"path": asked.path}), every=2)) as (base, asked):
        client = HttpClient(manners, tmp_path, base_url=base, patience=QUICK, say=told.append)
        for number in range(20):
            assert client.get(f"/{number}").json() == {"path": f"/{number}"}
    assert len(asked) == 20 + len(told) > 30


def test_zip_answers_must_be_whole(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a" * 1000)
    assert not _zip_fault(buffer.getvalue(), tmp_path)
    assert "not a whole zip file" in _zip_fault(buffer.getvalue()[:-30], tmp_path)
    assert "not a whole zip file" in _zip_fault(PAGE.body, tmp_path)


def _zip_fault(body: bytes, folder: Path) -> str:
    with serving(lambda asked: Reply(body)) as (base, _):
        client = HttpClient(Manners(PUBLIC, 0), folder, base_url=base, patience=QUICK)
        try:
            client.get("/db.zip", expect="zip")
        except DataError as error:
            return str(error)
    return ""


def test_a_slow_drip_meets_the_clock(tmp_path: Path) -> None:
    """Each byte comes in time, but the whole does not."""
    drip = Patience(read=2, whole_answer=0.5, tries=1)
    with serving(lambda asked: Reply(b" " * 40, drip=0.1)) as (base, _):
        client = HttpClient(Manners(PUBLIC, 0), tmp_path, base_url=base, patience=drip)
        begun = time.monotonic()
        with pytest.raises(DataError, match="took too long"):
            client.get("/jobs")
    assert time.monotonic() - begun < 2


def test_a_private_address_is_refused_unless_the_analyst_named_it(tmp_path: Path) -> None:
    with serving(lambda asked: GOOD) as (base, asked):
        elsewhere = base.replace("http:", "https:").replace("127.0.0.1", "localhost")
        with pytest.raises(DataError, match="inside a private network"):
            HttpClient(Manners(elsewhere, 0), tmp_path, patience=QUICK).get("/jobs")
        assert not asked
        HttpClient(Manners(PUBLIC, 0), tmp_path, base_url=base, patience=QUICK).get("/jobs")
        assert len(asked) == 1


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("192.168.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("2606:4700:4700::1111", True),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("https://elsewhere.example/jobs", "another host than the source's"),
        ("http://jobs.example.org/jobs", "not https"),
        ("https://me@jobs.example.org/jobs", "another host than the source's"),
    ],
)
def test_only_the_source_is_asked(url: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        HttpClient(Manners(PUBLIC, 0), tmp_path, patience=QUICK).get(url)
    assert sentence in str(error.value)


def test_a_name_without_an_address_is_not_asked_again(tmp_path: Path) -> None:
    told: list[str] = []
    manners = Manners("https://jobs.invalid", 0)
    with pytest.raises(DataError, match=r"no address for jobs\.invalid; online\?"):
        HttpClient(manners, tmp_path, patience=QUICK, say=told.append).get("/jobs")
    assert not told


def test_a_link_of_the_source_is_asked_of_the_analysts_base(tmp_path: Path) -> None:
    with serving(lambda asked: json_reply(asked.params)) as (base, _asked):
        client = HttpClient(Manners(PUBLIC, 0), tmp_path, base_url=base, patience=QUICK)
        answer = client.get(f"{PUBLIC}/jobs?page=2", {"app_key": "secret"})
    assert answer.json() == {"page": "2", "app_key": "secret"}
    assert answer.url == f"{base}/jobs?page=2&app_key=***"


def test_secrets_are_masked() -> None:
    url = "https://a.example/x?app_id=1&APP_KEY=2&what=nurse&token=3"
    assert masked(url) == "https://a.example/x?app_id=***&APP_KEY=***&what=nurse&token=***"


def test_the_source_is_asked_at_its_declared_pace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    client = HttpClient(Manners(PUBLIC, 2.0), tmp_path, patience=QUICK)
    monkeypatch.setattr(time, "sleep", slept.append)
    client._pace()
    client._pace()
    assert len(slept) == 1
    assert slept[0] == pytest.approx(2.0, abs=0.1)


def test_neither_proxies_nor_credentials_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    (tmp_path / "netrc").write_text("default login a password b")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    seen: dict[str, str] = {}

    def play(asked: Asked) -> Reply:
        seen.update(asked.headers)
        return GOOD

    assert ask(play, tmp_path) == {"jobs": [1, 2, 3]}
    assert "Authorization" not in seen
    assert "Credence" in seen["User-Agent"]


def test_several_clients_do_not_disturb_each_other(tmp_path: Path) -> None:
    results: list[object] = []
    with serving(lambda asked: json_reply({"path": asked.path})) as (base, _):

        def work(number: int) -> None:
            folder = tmp_path / str(number)
            client = HttpClient(Manners(PUBLIC, 0), folder, base_url=base, patience=QUICK)
            results.append(client.get(f"/{number}").json())

        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(json.dumps(r) for r in results) == [f'{{"path": "/{n}"}}' for n in range(4)]
