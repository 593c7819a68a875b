"""A site with https, for what looks at its certificate."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path

from exercise_buddy.lan.authority import make_authority, write_private
from exercise_buddy.lan.machine import Machine

MACHINE = Machine(("kitchen.local",), (IPv4Address("127.0.0.1"),), is_found_by_name=True)


def certificate_of(made_at: datetime, folder: Path) -> Path:
    """Key and certificate in a file, valid from the day before for a week after."""
    path = folder / "site.pem"
    write_private(path, make_authority(MACHINE.names, MACHINE.addresses, made_at).issue(MACHINE, made_at))
    return path


@contextmanager
def https_site(made_at: datetime, folder: Path) -> Iterator[str]:
    """Its origin."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate_of(made_at, folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{server.server_port}"
        server.shutdown()
