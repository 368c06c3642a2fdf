"""A real mail server of the test's own: LMTP in, IMAP out, as an ordinary user."""

import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from requests_app.mail.mailbox import MailboxAddress
from tests.e2e.household import free_port, wait_until

USER, PASSWORD = "foi@harrowdene.example", "only-for-tests"
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 0
mail_location = maildir:{folder}/mail
mail_fsync = never
postmaster_address = postmaster@harrowdene.example
{passdb}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
"""


BY_PASSWORD = f"""
passdb {{
  driver = static
  args = password={PASSWORD}
}}
"""
BY_TOKEN = """
auth_mechanisms = xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {file}
}}
"""
BY_TOKEN_SERVICE = """
introspection_mode = post
introspection_url = {address}
username_attribute = username
active_attribute = active
active_value = true
"""


@dataclass
class Dovecot:
    """One mailbox. `stop` and `start` are a restart: what was delivered stays.

    With `tokens` no password opens it: a token does that the service at that address knows.
    """

    folder: Path
    tokens: str = ""
    imap_port: int = field(default_factory=free_port)
    lmtp_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        who = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        for name in ("run", "state", "home", "mail"):
            (self.folder / name).mkdir(exist_ok=True)
            os.chown(self.folder / name, who.pw_uid, who.pw_gid)
        os.chown(self.folder, who.pw_uid, who.pw_gid)
        settings = self.folder / "dovecot.conf"
        group = subprocess.run(
            ["getent", "group", str(who.pw_gid)], capture_output=True, text=True, check=True
        ).stdout.split(":")[0]
        settings.write_text(
            CONFIGURATION.format(
                folder=self.folder, user=who.pw_name, group=group, uid=who.pw_uid,
                gid=who.pw_gid, imap=self.imap_port, lmtp=self.lmtp_port, passdb=self._passdb(),
            )
        )  # fmt: skip
        program = shutil.which("dovecot") or "/usr/sbin/dovecot"
        as_root = os.geteuid() == 0
        self.process = subprocess.Popen(
            [program, "-F", "-c", str(settings)],
            user=who.pw_uid if as_root else None,
            group=who.pw_gid if as_root else None,
            extra_groups=[] if as_root else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_until(self._answers, "Dovecot")

    def _passdb(self) -> str:
        if not self.tokens:
            return BY_PASSWORD
        asking = self.folder / "tokens.conf"
        asking.write_text(BY_TOKEN_SERVICE.format(address=self.tokens))
        return BY_TOKEN.format(file=asking)

    def _answers(self) -> bool:
        for port in (self.imap_port, self.lmtp_port):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                return False
        return True

    def stop(self) -> None:
        """End it at once, with everybody's connection."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(20)
            self.process = None

    def deliver(self, *messages: bytes) -> None:
        """Hand messages over by LMTP, as a mail server does."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as wire:
            for raw in messages:
                wire.sendmail("sender@example.org", [USER], raw)

    def address(self, *, done_folder: str = "Taken in", **changes: str) -> MailboxAddress:
        return MailboxAddress(
            host="127.0.0.1", port=self.imap_port, security="none", user=USER,
            password=changes.get("password", PASSWORD), folder="INBOX", done_folder=done_folder,
        )  # fmt: skip

    @property
    def is_empty(self) -> bool:
        where = self.folder / "mail"
        return not any((*where.glob("cur/*"), *where.glob("new/*")))

    def stored(self, folder: str = "") -> list[bytes]:
        """Return the messages of a folder as IMAP gives them, read from the disk."""
        where = self.folder / "mail" / folder
        files = [*where.glob("cur/*"), *where.glob("new/*")]
        return [file.read_bytes().replace(b"\n", b"\r\n") for file in files]
