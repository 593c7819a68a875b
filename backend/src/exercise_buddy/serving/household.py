"""Serves a household: plain http for the machine itself, https for other devices, and a page that leads them there."""

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import SecretStr

from exercise_buddy.core.clock import utc_now
from exercise_buddy.core.settings import Settings, data_dir_of, refuse_unsafe
from exercise_buddy.lan.authority import AuthorityUnreadable, kept_authority
from exercise_buddy.lan.household import FOLDER, Certificate, Household
from exercise_buddy.lan.machine import this_machine
from exercise_buddy.main import create_app
from exercise_buddy.serving.backups import backups, with_backup_metrics
from exercise_buddy.serving.database import database_url, prepared
from exercise_buddy.serving.errors import ServingError
from exercise_buddy.serving.ports import MAX_PORT, bound
from exercise_buddy.serving.server import Server
from exercise_buddy.serving.terminal import announce

EVERYWHERE = "0.0.0.0"  # noqa: S104 - plain http leads others to https, and does nothing else for them
TLS_PORT_ABOVE = 443
"""8443 beside 8000."""


def serve_household(settings: Settings, port: int, tls_port: int | None, *, open_browser: bool) -> None:
    """Serve until stopped; raises the same errors as `serve`."""
    if settings.is_production:
        raise ServingError("LAN is for a household, and ENVIRONMENT=production for everybody: leave one of them out.")
    refuse_unsafe(settings)
    with (
        bound(EVERYWHERE, port) as plain,
        bound(EVERYWHERE, beside(port) if tls_port is None else tls_port) as tls,
        database_url(settings) as url,
    ):
        alongside = backups(settings, url)
        folder = data_dir_of(settings) / FOLDER
        with _in_plain_words(folder):
            machine = this_machine()
            authority = kept_authority(folder, machine, utc_now())
            household = Household(machine, authority, plain.getsockname()[1], tls.getsockname()[1])
            certificate = Certificate(household, folder, utc_now)
        settings = prepared(settings, url).model_copy(update={"database_url": SecretStr(url)})
        if "public_url" not in settings.model_fields_set:
            settings = settings.model_copy(update={"public_url": household.public_url})
        app = create_app(settings, household=household)
        alongside = with_backup_metrics(app, settings, alongside)
        address = f"http://127.0.0.1:{household.http_port}"

        def tell() -> None:
            announce(address, open_browser=open_browser)
            sys.stdout.write(invitation(household))
            sys.stdout.flush()

        Server(app, settings, tell, [*alongside, certificate.keep_fresh()], (tls, certificate.context)).run([plain])


def beside(port: int) -> int:
    """The default port for https."""
    if port == 0:
        return 0
    return port + TLS_PORT_ABOVE if port + TLS_PORT_ABOVE <= MAX_PORT else port - TLS_PORT_ABOVE


def invitation(household: Household) -> str:
    """What the terminal shows for connecting another device."""
    code = household.sign_up_code
    # The other addresses are of networks without phones: containers, virtual machines.
    best = household.app_urls[: 2 if household.machine.is_found_by_name else 1]
    where = " or ".join(best) or "no address yet: this machine is on no network"
    lines = [
        "",
        f"On a phone or another computer of this home, open {household.start_url}",
        *_qr_code(household.start_url),
        f"The app is then at:       {where}",
        f"Sign-up there asks for:   {code[:4]} {code[4:8]} {code[8:]}",
        f"SHA-256 of its authority: {household.authority.fingerprint}",
        "",
    ]
    return "\n".join(lines) + "\n"


def _qr_code(text: str) -> list[str]:
    """Drawn with half blocks; empty if the terminal's encoding has none."""
    import segno  # noqa: PLC0415 - 5 MB, which only a household's server needs

    drawn = io.StringIO()
    segno.make(text, micro=False).terminal(drawn, border=2, compact=True)
    try:
        drawn.getvalue().encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return []
    return drawn.getvalue().splitlines()


@contextlib.contextmanager
def _in_plain_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except AuthorityUnreadable as error:
        raise ServingError(str(error)) from error
    except OSError as error:
        raise ServingError(f"Cannot keep the authority in {folder}: {error.strerror}.") from error
