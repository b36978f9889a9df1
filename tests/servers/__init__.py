"""Local servers that play the sources: real sockets on loopback, and real faults."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it; of a repeated parameter the last value counts."""

    path: str
    params: dict[str, str]
    headers: dict[str, str]
    method: str = "GET"


@dataclass(frozen=True)
class Reply:
    """What to send. `stall` seconds pass before; `cut` sends only so many bytes of the body;
    with `drip` so many seconds pass after each byte."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stall: float = 0.0
    cut: int | None = None
    drip: float = 0.0


Play = Callable[[Asked], Reply]


def json_reply(document: object, status: int = 200, **headers: str) -> Reply:
    """A document as a JSON answer."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(
        json.dumps(document).encode(), status, {"Content-Type": "application/json", **names}
    )


def zipped(reply: Reply) -> Reply:
    """The same answer, compressed on the way."""
    return Reply(
        gzip.compress(reply.body), reply.status, {**reply.headers, "Content-Encoding": "gzip"}
    )


def faulty(play: Play, *, every: int = 10) -> Play:
    """`play`, but every tenth request meets a fault: a different one each time, in turn."""
    lock = threading.Lock()
    count = 0
    faults: list[Callable[[Reply], Reply]] = [
        lambda right: Reply(
            b"<html>Service unavailable</html>", 503, {"Content-Type": "text/html"}
        ),
        lambda right: Reply(b"", 429, {"Retry-After": "0"}),
        lambda right: Reply(right.body, right.status, right.headers, cut=len(right.body) // 2),
        lambda right: Reply(b"<!DOCTYPE html><p>Busy</p>", 200, {"Content-Type": "text/html"}),
        lambda right: Reply(right.body[: len(right.body) // 2], 200, right.headers),
        lambda right: Reply(b"", 500),
    ]

    def play_with_faults(asked: Asked) -> Reply:
        nonlocal count
        with lock:
            count += 1
            number = count
        right = play(asked)
        # The first, the eleventh ... so that the shortest run meets one as well.
        if number % every == 1:
            return faults[(number // every) % len(faults)](right)
        return right

    return play_with_faults


@contextmanager
def serving(play: Play) -> Iterator[tuple[str, list[Asked]]]:
    """Serve `play` on a free port of loopback; yields the base URL and the requests so far."""
    asked_of_us: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Without it every answer waits 40 ms for the client's word that the headers came.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._answer()

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            params = {k: v[-1] for k, v in parse_qs(parts.query, keep_blank_values=True).items()}
            asked = Asked(parts.path, params, dict(self.headers), self.command)
            asked_of_us.append(asked)
            reply = play(asked)
            if reply.stall:
                self.server.stopped.wait(reply.stall)  # type: ignore[attr-defined]
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in reply.headers:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                step = 1 if reply.drip else max(len(reply.body), 1)
                sent = reply.body[: reply.cut]
                for start in range(0, len(sent), step):
                    self.wfile.write(sent[start : start + step])
                    if reply.drip:
                        self.wfile.flush()
                        self.server.stopped.wait(reply.drip)  # type: ignore[attr-defined]
                if reply.cut is not None:
                    self.close_connection = True
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the client had enough, as it should of a huge body

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.stopped = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked_of_us
    finally:
        server.stopped.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
        thread.join()
