"""Nothing is asked that is not on the public web, and nothing more than a little of it."""

import contextlib
import io
import socket
import ssl
import threading
import time
from typing import Any

import pytest

from badges.fetching import REDIRECTS, Online, is_public, resolved, secured
from badges.resolving import did_web_url, refuse_other_site
from badges.values import Fetched, NoAnswer


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://harbour.example/a?b=c", "https://harbour.example/a?b=c"),
        ("http://harbour.example", "https://harbour.example/"),
        ("http://harbour.example:80/a", "https://harbour.example/a"),
        ("https://harbour.example:443/a#fragment", "https://harbour.example/a"),
    ],
)
def test_addresses_are_asked_over_https(url: str, asked: str) -> None:
    assert secured(url) == asked


@pytest.mark.parametrize(
    "url",
    [
        "",
        "harbour.example",
        "file:///etc/passwd",
        "ftp://harbour.example/",
        "gopher://harbour.example/",
        "data:application/json,{}",
        "https://",
        "https://harbour.example:8443/",
        "https://harbour.example:0x50/",
        "https://user@harbour.example/",
        "https://user:pass@harbour.example/",
        "https://harbour.example@127.0.0.1/",
        "https://harbour.example\\@127.0.0.1/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://8.8.8.8/",
        "https://localhost/",
        "https://a.localhost/",
        "https://printer.local/",
        "https://harbour.example/a b",
        "https://harbour.example/\r\nHost: x",
        "https://harbour.example/" + "a" * 3000,
    ],
)
def test_addresses_that_lead_elsewhere_than_the_public_web_are_refused(url: str) -> None:
    with pytest.raises(NoAnswer) as refused:
        secured(url)
    assert refused.value.code == "fetch_refused"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:8.8.8.8", False),
        ("::8.8.8.8", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("nonsense", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_connected_to(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(*addresses: str) -> Any:
        return lambda *args, **kwargs: [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answers("8.8.8.8"))
    assert resolved("harbour.example") == ["8.8.8.8"]
    monkeypatch.setattr(socket, "getaddrinfo", answers("8.8.8.8", "10.0.0.1"))
    with pytest.raises(NoAnswer) as refused:
        resolved("harbour.example")
    assert refused.value.code == "fetch_refused"


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:harbour.example", "https://harbour.example/.well-known/did.json"),
        ("did:web:harbour.example:a:b", "https://harbour.example/a/b/did.json"),
    ],
)
def test_a_did_web_names_an_address(did: str, url: str) -> None:
    assert did_web_url(did) == url


@pytest.mark.parametrize(
    "did",
    [
        "did:web:",
        "did:web:localhost%3A8080",
        "did:web:a%40127.0.0.1",
        "did:web:127.0.0.1",
        "did:web:harbour.example:..:x",
        "did:web:harbour.example:a%2Fb",
        "did:web:harbour.example:a%3Fb",
        "did:web:harbour.example::a",
    ],
)
def test_a_did_web_that_names_no_safe_address_is_refused(did: str) -> None:
    with pytest.raises(NoAnswer) as refused:
        did_web_url(did)
    assert refused.value.code == "fetch_refused"


def scripted(monkeypatch: pytest.MonkeyPatch, answers: dict[str, tuple[int, str, bytes]]) -> Online:
    """An online fetch whose wire is a table."""
    monkeypatch.setattr(Online, "_asked", lambda self, url, limit, end: answers[url])
    return Online()


def test_redirects_are_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    online = scripted(
        monkeypatch,
        {
            "https://a.example/": (302, "https://127.0.0.1/secret", b""),
            "https://b.example/": (301, "/there", b""),
            "https://b.example/there": (200, "", b"found"),
            "https://c.example/": (302, "http://b.example/there", b""),
        },
    )
    with pytest.raises(NoAnswer) as refused:
        online("https://a.example/", 100)
    assert refused.value.code == "fetch_refused"
    assert online("https://b.example/", 100).url == "https://b.example/there"
    assert online("https://c.example/", 100).body == b"found"


def test_redirects_and_requests_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    circle = {"https://a.example/": (302, "https://a.example/", b"")}
    online = scripted(monkeypatch, circle)
    with pytest.raises(NoAnswer, match="redirects"):
        online("https://a.example/", 100)
    assert online.budget == 500 - REDIRECTS - 1
    online.budget = 0
    with pytest.raises(NoAnswer, match="enough"):
        online("https://a.example/", 100)


class _Wire:
    """A socket that answers with prepared bytes and remembers where it was led."""

    def __init__(self, answer: bytes) -> None:
        self.answer, self.sent, self.led = answer, b"", ("", 0)

    def makefile(self, *args: Any, **kwargs: Any) -> Any:
        return io.BytesIO(self.answer)

    def sendall(self, data: Any) -> None:
        self.sent += bytes(data)

    def settimeout(self, seconds: float) -> None:
        assert 0 < seconds <= 15

    def close(self) -> None:
        pass


class _Context:
    verify_mode, check_hostname, post_handshake_auth = ssl.CERT_REQUIRED, True, None

    def __init__(self) -> None:
        self.names: list[str] = []

    def wrap_socket(self, raw: Any, server_hostname: str) -> Any:
        self.names.append(server_hostname)
        return raw


def wired(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> tuple[Online, _Wire, _Context]:
    wire, context = _Wire(answer), _Context()

    def connect(address: tuple[str, int], timeout: float) -> _Wire:
        wire.led = address
        return wire

    monkeypatch.setattr(socket, "create_connection", connect)
    online = Online(resolve=lambda host: ["203.0.113.7"], context=context)  # type: ignore[arg-type]
    return online, wire, context


def test_the_connection_goes_to_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    online, wire, context = wired(monkeypatch, answer)
    fetched = online("https://harbour.example/a?b=c", 100)
    assert (fetched.status, fetched.body) == (200, b"{}")
    assert wire.led == ("203.0.113.7", 443)
    assert context.names == ["harbour.example"]
    assert wire.sent.startswith(b"GET /a?b=c HTTP/1.1\r\nHost: harbour.example\r\n")
    assert b"Cookie" not in wire.sent and b"Authorization" not in wire.sent


def test_no_more_is_read_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1000
    online, _, _ = wired(monkeypatch, answer)
    with pytest.raises(NoAnswer) as refused:
        online("https://harbour.example/", 999)
    assert refused.value.code == "too_big"
    online, _, _ = wired(monkeypatch, answer)
    assert len(online("https://harbour.example/", 1000).body) == 1000


def test_a_failing_connection_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    online, _, _ = wired(monkeypatch, b"no HTTP at all")
    with pytest.raises(NoAnswer) as refused:
        online("https://harbour.example/", 100)
    assert refused.value.code == "not_fetched"


def test_a_server_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    server = socket.create_server(("127.0.0.1", 0))
    connect = socket.create_connection

    def drip() -> None:
        stream, _ = server.accept()
        with stream, contextlib.suppress(OSError):
            stream.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            for _ in range(200):
                stream.sendall(b"x")
                time.sleep(0.05)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    local = server.getsockname()
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: connect(local))
    monkeypatch.setattr("badges.fetching.TOTAL_SECONDS", 0.5)
    online = Online(resolve=lambda host: ["203.0.113.7"], context=_Context())  # type: ignore[arg-type]
    start = time.monotonic()
    with pytest.raises(NoAnswer):
        online("https://harbour.example/", 1000)
    assert time.monotonic() - start < 3
    server.close()
    thread.join(timeout=5)


def test_certificates_are_checked() -> None:
    context = Online().context
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname


def test_an_open_redirect_does_not_speak_for_its_site() -> None:
    refuse_other_site("https://a.example/x", Fetched(200, b"", "https://www.a.example/y", ""))
    with pytest.raises(NoAnswer):
        refuse_other_site("https://a.example/x", Fetched(200, b"", "https://evil.example/x", ""))
