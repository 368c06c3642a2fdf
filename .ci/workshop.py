"""Brings a fresh Debian machine to a running, tested FOI Portal; needs Python alone.

Each step is skipped while its inputs stay the same, and shows all it says when it fails.
"""

import argparse
import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD = ROOT / ".build"
RUNTIME = ROOT / ".run" / "environment"
POSTGRES_USER = "postgres"
CODE = ["foi_portal", "requests_app", "exemptions", "tests", "bench", ".ci"]

# A program or library that tells whether a Debian package is there, and the package.
FOR_RUNNING = {
    "postgresql": "/usr/lib/postgresql/*/bin/initdb",
    "redis-server": "/usr/bin/redis-server",
    "libpango-1.0-0": "/usr/lib/*/libpango-1.0.so.0",
    "libpangoft2-1.0-0": "/usr/lib/*/libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "/usr/lib/*/libharfbuzz-subset.so.0",
    "libmagic1": "/usr/lib/*/libmagic.so.1",
}
FOR_SETUP = {name: FOR_RUNNING[name] for name in list(FOR_RUNNING)[2:]}
FOR_TESTING = {
    **FOR_RUNNING,
    "chromium": "/usr/bin/chromium",
    "poppler-utils": "/usr/bin/pdftotext",
    "dovecot-imapd": "/usr/lib/dovecot/imap",
    "dovecot-lmtpd": "/usr/lib/dovecot/lmtp",
    "clamav-daemon": "/usr/sbin/clamd",
}


class Stop(Exception):
    """One sentence that says why it could not be done."""


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)


def must(command: list[str], *, doing: str, env: dict[str, str] | None = None) -> None:
    """Run a step quietly; when it fails, show everything it said and stop."""
    say(f"· {doing}")
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env or dict(os.environ),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        say(done.stdout)
        raise Stop(f"{doing}: failed with exit code {done.returncode}; its words are above.")


# ---- what the machine needs ---------------------------------------------------------------


def debian_packages(wanted: dict[str, str]) -> None:
    """Install what is missing from Debian, or say which line to run."""
    missing = [name for name, sign in wanted.items() if not list(Path("/").glob(sign[1:]))]
    if not missing:
        return
    line = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid():
        sudo = shutil.which("sudo")
        if not sudo or subprocess.run([sudo, "-n", "true"], check=False).returncode:
            raise Stop(f"Packages are missing. Run this once: sudo {' '.join(line)}")
        line = [sudo, "-n", "env", "DEBIAN_FRONTEND=noninteractive", *line]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = [*line[: line.index("install")], "update"]
    must(update, doing="reading Debian's package lists", env=quiet)
    must(line, doing=f"installing {', '.join(missing)}", env=quiet)


def unchanged(name: str, *inputs: Path, outputs: tuple[Path, ...] = ()) -> tuple[bool, Path, str]:
    """Whether a step's inputs are as they were when it last ended well."""
    digest = hashlib.sha256()
    for path in sorted(inputs):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    stamp = BUILD / f"{name}.stamp"
    same = stamp.is_file() and stamp.read_text() == digest.hexdigest()
    return same and all(path.exists() for path in outputs), stamp, digest.hexdigest()


@contextlib.contextmanager
def step(name: str, *inputs: Path, outputs: tuple[Path, ...] = ()) -> Iterator[bool]:
    """Yield whether the step is due; remember its inputs if it ends well."""
    same, stamp, digest = unchanged(name, *inputs, outputs=outputs)
    yield not same
    if not same:
        stamp.write_text(digest)


def python_environment(requirements: str) -> None:
    """Make .venv and install the pinned packages into it."""
    wanted, pinned_uv = ROOT / requirements, ROOT / ".ci" / "uv.txt"
    uv = VENV / "bin" / "uv"
    with step("uv", pinned_uv, outputs=(PYTHON, uv)) as due:
        if due:
            if not importlib.util.find_spec("ensurepip"):
                # Debian ships Python without it.
                debian_packages({"python3-venv": "/nowhere"})
            must([sys.executable, "-m", "venv", str(VENV)], doing="making .venv")
            install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes"]
            must([*install, "-r", str(pinned_uv)], doing="installing uv")
    with step(requirements, wanted, outputs=(PYTHON,)) as due:
        if due:
            must(
                [str(uv), "pip", "install", "--quiet", "--python", str(PYTHON),
                 "--require-hashes", "-r", str(wanted)],
                doing=f"installing {requirements}",
                env=for_uv(),
            )  # fmt: skip


def for_uv() -> dict[str, str]:
    """Hand on pip's own settings, which uv does not read."""
    env = {**os.environ, "UV_SYSTEM_CERTS": "1"}
    if index := os.environ.get("PIP_INDEX_URL"):
        env.setdefault("UV_DEFAULT_INDEX", index)
    return env


def npm() -> list[str]:
    """Return the npm to use: the machine's, or one from the pinned Python packages."""
    if found := shutil.which("npm"):
        return [found]
    pinned = ROOT / ".ci" / "node.txt"
    with step("node", pinned, outputs=(VENV / "bin" / "npm",)) as due:
        if due:
            must(
                [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON),
                 "--require-hashes", "-r", str(pinned)],
                doing="installing Node.js into .venv",
                env=for_uv(),
            )  # fmt: skip
    return [str(VENV / "bin" / "npm")]


def assets() -> None:
    """Fetch the npm packages, build the stylesheet, lay out the fonts."""
    node_modules, css = ROOT / "node_modules", ROOT / "static" / "css" / "application.css"
    lock, package = ROOT / "package-lock.json", ROOT / "package.json"
    path = f"{VENV / 'bin'}:{os.environ['PATH']}"
    with step("npm", lock, package, outputs=(node_modules,)) as due:
        if due:
            command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            must(command, doing="installing the npm packages", env={**os.environ, "PATH": path})
    fonts = ROOT / "static" / "fonts"
    sources = sorted((ROOT / "static" / "scss").rglob("*.scss"))
    with step("css", lock, package, *sources, outputs=(css, fonts)) as due:
        if due:
            env = {**os.environ, "PATH": path}
            must([*npm(), "run", "--silent", "build"], doing="building the stylesheet", env=env)
            fonts.mkdir(exist_ok=True)
            for weight in ("400", "700"):
                for script in ("latin", "latin-ext"):
                    name = f"arimo-{script}-{weight}-normal.woff2"
                    source = node_modules / "@fontsource" / "arimo" / "files" / name
                    shutil.copyfile(source, fonts / name)


def prepare(packages: dict[str, str], requirements: str) -> None:
    """Bring the checkout to where `manage.py` works; two at once take turns."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        debian_packages(packages)
        python_environment(requirements)
        assets()


# ---- PostgreSQL, Redis and the product's own processes ------------------------------------


def die_with_parent() -> None:
    """Ask the kernel to end this child if the script is killed: nothing is left running."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Household:
    """The processes that this run has started, each stopped again by its own id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.children: list[tuple[str, subprocess.Popen[bytes], int]] = []

    def start(
        self, name: str, command: list[str], env: dict[str, str], *,
        stop_with: int = signal.SIGTERM, user: str | None = None,
    ) -> None:  # fmt: skip
        """Start one process; what it says goes into a log of its own."""
        with (self.folder / f"{name}.log").open("wb") as log:
            child = subprocess.Popen(
                command, cwd="/" if user else ROOT, env=env, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
                preexec_fn=die_with_parent, user=user, group=user,
                extra_groups=[] if user else None,
            )  # fmt: skip
        self.children.append((name, child, stop_with))

    def check(self) -> None:
        """Stop with its last words if a process has died."""
        for name, child, _ in self.children:
            if child.poll() is not None:
                words = (self.folder / f"{name}.log").read_text(errors="replace")
                raise Stop(f"{name} has stopped. Its last words:\n{words[-3000:]}")

    def wait_for(self, ready: Path, what: str) -> None:
        """Wait until a socket appears."""
        for _ in range(600):
            if ready.exists():
                return
            self.check()
            time.sleep(0.05)
        raise Stop(f"{what} did not start within 30 seconds; see {self.folder}.")

    def stop(self) -> None:
        """Stop everything, the last started first."""
        for _, child, how in reversed(self.children):
            if child.poll() is None:
                child.send_signal(how)
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def owned_folder(path: Path) -> Path:
    """Make a folder outside the checkout that nobody else can have prepared."""
    path.mkdir(mode=0o711, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid != os.geteuid():
        raise Stop(f"{path} belongs to somebody else. Remove it and try again.")
    return path


def start_postgres(house: Household, *, keep: bool) -> str:
    """Start a private PostgreSQL on a socket that only we can reach; return its URL."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        raise Stop("PostgreSQL is not installed.")
    user = None if os.geteuid() else POSTGRES_USER
    data, where = house.folder / "postgres", house.folder / "pg"
    for folder in (data, where):
        folder.mkdir(mode=0o700, exist_ok=True)
        if user:
            owner = pwd.getpwnam(user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    as_user = ["runuser", "-u", user, "--"] if user else []
    with contextlib.chdir("/"):
        if not (data / "PG_VERSION").exists():
            must(
                [*as_user, str(programs[-1] / "initdb"), "-D", str(data), "-A", "trust",
                 "-U", POSTGRES_USER, "-E", "UTF8", "--locale=C.UTF-8",
                 *([] if keep else ["--no-sync"])],
                doing="making a private PostgreSQL cluster",
            )  # fmt: skip
    options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={where}"]
    if not keep:
        options += ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200"]
    (data / "postmaster.pid").unlink(missing_ok=True)
    # SIGINT is PostgreSQL's fast shutdown: it does not wait for its clients.
    house.start(
        "postgresql", [str(programs[-1] / "postgres"), "-D", str(data), *options], env,
        stop_with=signal.SIGINT, user=user,
    )  # fmt: skip
    house.wait_for(where / ".s.PGSQL.5432", "PostgreSQL")
    return f"postgres://{POSTGRES_USER}@/{POSTGRES_USER}?host={where}"


def start_redis(house: Household) -> str:
    """Start a private Redis on a socket; return its URL."""
    where = house.folder / "redis"
    where.mkdir(mode=0o700, exist_ok=True)
    (where / "s").unlink(missing_ok=True)
    house.start(
        "redis",
        ["redis-server", "--port", "0", "--unixsocket", str(where / "s"), "--save", "",
         "--dir", str(where)],
        dict(os.environ),
    )  # fmt: skip
    house.wait_for(where / "s", "Redis")
    return f"unix://{where / 's'}"


def services(house: Household, *, keep: bool) -> dict[str, str]:
    """Return the environment of the product, starting what was not given."""
    env = dict(os.environ)
    if not env.get("DATABASE_URL"):
        env["DATABASE_URL"] = start_postgres(house, keep=keep)
    if not env.get("REDIS_URL"):
        env["REDIS_URL"] = start_redis(house)
    return env


# ---- the commands --------------------------------------------------------------------------


def setup() -> int:
    """Prepare the Python environment and the assets; start nothing."""
    prepare(FOR_SETUP, "requirements.txt")
    say("Ready. `make run` opens the demo; the checks that need no service work now.")
    return 0


def run() -> int:
    """Open the product on demo data until Ctrl-C."""
    port = int(os.environ.get("PORT", "8000"))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Stop(f"Port {port} is taken. Try: PORT={port + 1} make run") from None
    prepare(FOR_RUNNING, "requirements.txt")
    name = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    folder = owned_folder(Path(f"/var/tmp/foi-portal-{os.geteuid()}-{name}"))
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop("`make run` is already open from this checkout.") from None
        house = Household(folder)
        try:
            open_the_demo(house, port)
            while True:
                house.check()
                time.sleep(1)
        except KeyboardInterrupt:
            say("\nStopping.")
            return 0
        finally:
            RUNTIME.unlink(missing_ok=True)
            house.stop()


def open_the_demo(house: Household, port: int) -> None:
    """Start web, worker and beat over a migrated, seeded database, and wait for an answer."""
    began = time.monotonic()
    site = f"http://127.0.0.1:{port}"
    key = house.folder / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50))
    ours = {
        "DEBUG": "true", "DEMO": "true", "SITE_URL": site, "SECRET_KEY": key.read_text(),
        "MEDIA_ROOT": str(house.folder / "media"), "MAIL_FOLDER": str(house.folder / "mail"),
    }  # fmt: skip
    for name in ("media", "mail"):
        (house.folder / name).mkdir(mode=0o700, exist_ok=True)
    env = {**ours, **services(house, keep=True)}
    RUNTIME.parent.mkdir(mode=0o700, exist_ok=True)
    RUNTIME.touch(mode=0o600)
    names = [*ours, "DATABASE_URL", "REDIS_URL"]
    RUNTIME.write_text("".join(f"{name}={env[name]}\n" for name in names))
    manage = [str(PYTHON), "manage.py"]
    must([*manage, "migrate", "--verbosity", "0"], doing="bringing the tables up to date", env=env)
    must([*manage, "seed_demo"], doing="laying out the demo", env=env)
    celery = [str(PYTHON), "-m", "celery", "-A", "foi_portal"]
    schedule = str(house.folder / "beat-schedule")
    house.start(
        "web",
        [str(PYTHON), "-m", "gunicorn", "foi_portal.wsgi", "--bind", f"127.0.0.1:{port}",
         "--worker-class", "gthread", "--workers", "2", "--threads", "4"],
        env,
    )  # fmt: skip
    worker = [*celery, "worker", "--loglevel", "INFO", "--concurrency", "2"]
    house.start("worker", worker, env)
    house.start("beat", [*celery, "beat", "--loglevel", "INFO", "-s", schedule], env)
    wait_for_health(house, site)
    say(f"\nFOI Portal is open at {site}  (ready after {time.monotonic() - began:.0f} s)")
    say(f"  Staff sign in:     {site}/accounts/login/  (a button for each person of the demo)")
    say(f"  Mail of the demo:  {site}/demo/mail/")
    say(f"  Logs:              {house.folder}")
    say("Ctrl-C stops everything.")


def wait_for_health(house: Household, site: str) -> None:
    """Wait until the page says that database, Redis and worker are well."""
    said = "nothing"
    for _ in range(240):
        house.check()
        try:
            with urllib.request.urlopen(f"{site}/healthz", timeout=5) as answer:
                json.load(answer)
                return
        except urllib.error.HTTPError as problem:
            said = problem.read().decode(errors="replace")[:500]
        except OSError:
            pass
        time.sleep(0.25)
    raise Stop(f"The page did not become healthy within a minute; it said: {said}")


def with_throwaway_services(command: list[str]) -> int:
    """Run a command over a fresh PostgreSQL and Redis that are thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="foi-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o711)
        house = Household(folder)
        try:
            env = {
                "DEBUG": "true", "DEMO": "true", "SECRET_KEY": "only-for-tests",
                "MEDIA_ROOT": str(folder / "media"), "MAIL_FOLDER": str(folder / "mail"),
                **services(house, keep=False),
            }  # fmt: skip
            return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
        finally:
            house.stop()


def test(arguments: list[str]) -> int:
    """Run the tests on real services; the exit code is pytest's."""
    prepare(FOR_TESTING, "requirements-dev.txt")
    asked = arguments or ["-q", "-n", "auto", "--dist", "loadgroup"]
    return with_throwaway_services([str(PYTHON), "-m", "pytest", *asked])


def bench() -> int:
    """Measure, side by side; SIZE=full builds the large data sets."""
    prepare(FOR_TESTING, "requirements-dev.txt")
    return with_throwaway_services([str(PYTHON), "-m", "bench.run"])


def check() -> int:
    """Hold the code against its own rules: style, types, floors, migrations, compose file."""
    prepare(FOR_SETUP, "requirements-dev.txt")
    tools = VENV / "bin"
    env = {**os.environ, "DEBUG": "true", "SECRET_KEY": "only-for-checks"}
    templates = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
    checks = {
        "style": ["ruff", "check", *CODE],
        "format": ["ruff", "format", "--check", *CODE],
        "types": ["mypy", "foi_portal", "requests_app", "exemptions", "bench"],
        "floors": ["lint-imports", "--no-cache"],
        "templates": ["djade", "--target-version", "5.2", "--check", *templates],
        "compose file": ["check-jsonschema", "--builtin-schema", "vendor.compose-spec",
                         "docker-compose.yml"],
        "settings": ["python", "manage.py", "check"],
        "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    }  # fmt: skip
    failed = []
    for name, (program, *arguments) in checks.items():
        say(f"— {name}")
        command = [str(tools / program), *arguments]
        if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode:
            failed.append(name)
    if failed:
        raise Stop(f"Not as it should be: {', '.join(failed)}.")
    say("Everything holds.")
    return 0


def tidy() -> int:
    """Put code and templates into the one format."""
    prepare(FOR_SETUP, "requirements-dev.txt")
    templates = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
    for command in (["ruff", "check", "--fix-only", *CODE], ["ruff", "format", *CODE],
                    ["djade", "--target-version", "5.2", *templates]):  # fmt: skip
        subprocess.run([str(VENV / "bin" / command[0]), *command[1:]], cwd=ROOT, check=False)
    return 0


def pictures(names: list[str]) -> int:
    """Take the documentation's pictures from a demo that `make run` has open on PORT."""
    prepare(FOR_TESTING, "requirements-dev.txt")
    command = [str(PYTHON), ".ci/pictures.py", *names]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def lock() -> int:
    """Pin the packages again, with hashes, naming no place to get them from."""
    prepare(FOR_SETUP, "requirements-dev.txt")
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header",
               "--no-annotate", "--no-emit-index-url", "--quiet"]  # fmt: skip
    for output, group in (("requirements.txt", []), ("requirements-dev.txt", ["--group", "dev"])):
        must(
            [str(VENV / "bin" / "uv"), "pip", "compile", "pyproject.toml", *group, *options,
             "-o", output],
            doing=f"pinning {output}",
            env=for_uv(),
        )  # fmt: skip
    return 0


def main() -> int:
    """Choose the command and answer with its exit code."""
    commands = {f.__name__: f for f in (setup, run, test, check, tidy, bench, pictures, lock)}
    parser = argparse.ArgumentParser(description=__doc__, prog="make")
    parser.add_argument("command", choices=commands, help="; ".join(
        f"{name}: {(f.__doc__ or '').splitlines()[0]}" for name, f in commands.items()
    ))  # fmt: skip
    chosen, arguments = parser.parse_known_args()
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    try:
        if chosen.command in ("test", "pictures"):
            return int(commands[chosen.command](arguments))  # type: ignore[operator]
        return int(commands[chosen.command]())  # type: ignore[operator]
    except Stop as problem:
        say(f"\n{problem}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
