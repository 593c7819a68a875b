"""The host names that the application answers to, so that another site cannot reach it by a name of its own.

DNS rebinding: a site points its name at 127.0.0.1, and the browser takes the local server for part of that site.
Numeric addresses cannot be rebound and are accepted; in a household only the machine's own ones are.
"""

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.types import Scope

ASKED_BY_BALANCERS = frozenset({"/healthz", "/readyz"})
"""Under any name; their responses contain no personal data."""
HOSTS_REMEMBERED = 256
"""Parsed Host headers; a process sees a handful, and a client that sends many evicts only cache entries."""


class KnownHosts:
    """The names that a request's Host may have."""

    def __init__(self, names: Iterable[str], own: Callable[[], Collection[str]] | None = None) -> None:
        self._names = frozenset({"localhost", *(name.lower() for name in names)})
        self._own = own
        """If given: the machine's current names and addresses; other addresses are then refused."""
        self._named = lru_cache(HOSTS_REMEMBERED)(_name_of)

    def include_host_of(self, scope: Scope) -> bool:
        """Whether the request is for one of the names."""
        given = [value for name, value in scope["headers"] if name == b"host"]
        if len(given) != 1:
            return False
        name, is_address = self._named(given[0])
        if name is None:
            return False
        if name in self._names or "*" in self._names:
            return True
        return is_address if self._own is None else name in self._own()


def known_hosts(
    public_url: str, allowed: Iterable[str], own: Callable[[], Collection[str]] | None = None
) -> KnownHosts:
    """The host of the public address, and the others that the operator allows."""
    return KnownHosts((urlsplit(public_url).hostname or "", *allowed), own)


def host_in(origin: str) -> str:
    """Host and port of an Origin header; empty if it names none. Not parsed as a URL, which anything sent may fail."""
    return origin.partition("://")[2]


def _name_of(host: bytes) -> tuple[str | None, bool]:
    """The name without port, None if there is none, and whether it is a numeric address."""
    try:
        name = (urlsplit(f"//{host.decode('latin-1')}").hostname or "").rstrip(".")
    except ValueError:
        return None, False
    return name, _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
