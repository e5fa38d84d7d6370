"""Chromium without a window, and a server on this machine that notes what pages ask of it."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Listener(ThreadingHTTPServer):
    """Answers nothing; `requests` are the addresses that were asked for."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        self.server.requests.append(self.path)
        self.send_error(404)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's signature
        """Nothing is printed."""


@contextmanager
def listener() -> Iterator[Listener]:
    """A server as long as the block runs."""
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def open_pages(pages: list[Path], folder: Path) -> str:
    """Open every page in a frame of one window, as a reader who looks at all of them; the window as it is then."""
    frames = "".join(f"<iframe src='{page.as_uri()}' width='900' height='700'></iframe>\n" for page in pages)
    window = folder / "window.html"
    window.write_text(f"<!DOCTYPE html><title>quiet</title>\n{frames}", encoding="utf-8")
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--allow-file-access-from-files",
         f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=8000", "--dump-dom", window.as_uri()],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout
