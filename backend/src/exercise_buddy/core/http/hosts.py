"""Under which names the application answers: a page of another site must not reach it by a name of its own.

DNS rebinding: the page's name is pointed at 127.0.0.1, and the browser takes what answers there for the page's own.
An address in numbers cannot be pointed elsewhere, so those pass; in a household only the machine's own do.
"""

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.types import Scope

ASKED_BY_BALANCERS = frozenset({"/healthz", "/readyz"})
"""By whatever name they have for the machine; the answers tell nothing of anybody."""
HOSTS_REMEMBERED = 256
"""As they were read; a process has a handful, and whoever sends others pushes out his own."""


class KnownHosts:
    """The names that a request's Host may have."""

    def __init__(self, names: Iterable[str], own: Callable[[], Collection[str]] | None = None) -> None:
        self._names = frozenset({"localhost", *(name.lower() for name in names)})
        self._own = own
        """Where it is given: the machine's names and addresses at this moment, and no other address is answered to."""
        self._named = lru_cache(HOSTS_REMEMBERED)(_name_of)

    def are_asked(self, scope: Scope) -> bool:
        """Whether the request is for one of them."""
        given = [value for name, value in scope["headers"] if name == b"host"]
        if len(given) != 1:
            return False
        name, is_address = self._named(given[0])
        if name is None:
            return False
        if name in self._names or "*" in self._names:
            return True
        return is_address if self._own is None else name in self._own()


def _name_of(host: bytes) -> tuple[str | None, bool]:
    """The name without a port, None where there is none to read, and whether it is an address in numbers."""
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
