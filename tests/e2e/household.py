"""The product's own processes, started by a test and killed or stopped by it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import redis
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until(true: Callable[[], object], what: str, seconds: float = 30) -> None:
    """Wait for something to become true, and fail by its name if it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.05)
    raise AssertionError(f"Waited {seconds} seconds for: {what}")


class Sink:
    """A mail server that keeps what it gets, and can be told to hold its breath."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.holds_at_rcpt = self.holds_at_data = False
        self.is_holding = False
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.holds_at_rcpt:
            await self._hold()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.received.append(content)
        if self.holds_at_data:
            await self._hold()
        return "250 OK"

    async def _hold(self) -> None:
        self.is_holding = True
        while self.holds_at_rcpt or self.holds_at_data:
            await asyncio.sleep(0.02)
        self.is_holding = False

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self.holds_at_rcpt = self.holds_at_data = False
        self._controller.stop()


@dataclass
class Household:
    """Redis, worker, beat and web over the test's own database."""

    folder: Path
    sink: Sink
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        known = connection.settings_dict
        host = known["HOST"] or known.get("OPTIONS", {}).get("host", "")
        password = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
        where = (
            f"/{known['NAME']}?host={host}"
            if host.startswith("/")
            else f"{host}:{known['PORT'] or 5432}/{known['NAME']}"
        )
        return {
            **os.environ,
            "DATABASE_URL": f"postgres://{known['USER']}{password}@{where}",
            "REDIS_URL": f"unix://{self.folder}/redis.sock",
            "DEBUG": "true",
            "DEMO": "true",
            "SITE_URL": self.site,
            "SECRET_KEY": "only-for-tests",
            "MEDIA_ROOT": str(self.folder / "media"),
            "MAIL_FOLDER": "",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.sink.port),
            "OUTBOX_LEASE_SECONDS": "3",
            "SWEEP_SECONDS": "1",
            "UNDO_SECONDS": "0",
            **self.settings,
        }

    def _start(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start_redis(self) -> None:
        socket_path = self.folder / "redis.sock"
        socket_path.unlink(missing_ok=True)
        self._start(
            "redis",
            ["redis-server", "--port", "0", "--unixsocket", str(socket_path), "--save", ""],
        )
        wait_until(self._redis_answers, "Redis")

    def _redis_answers(self) -> bool:
        try:
            return bool(redis.Redis.from_url(self.environment["REDIS_URL"]).ping())
        except redis.RedisError:
            return False

    def start_worker(self) -> None:
        self._start(
            "worker",
            [sys.executable, "-m", "celery", "-A", "foi_portal", "worker", "--pool", "solo",
             "--loglevel", "INFO", "--without-mingle", "--without-gossip"],
        )  # fmt: skip

    def start_beat(self) -> None:
        self._start(
            "beat",
            [sys.executable, "-m", "celery", "-A", "foi_portal", "beat",
             "-s", str(self.folder / "schedule")],
        )  # fmt: skip

    def start_web(self) -> None:
        self._start(
            "web",
            [sys.executable, "-m", "gunicorn", "foi_portal.wsgi", "--bind",
             f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--threads", "4"],
        )  # fmt: skip

    def kill(self, name: str) -> None:
        """End a process at once, as a power cut would."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """End everything that this test has started."""
        for process in reversed(self.running.values()):
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.running.clear()
