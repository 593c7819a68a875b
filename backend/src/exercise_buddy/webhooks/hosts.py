"""What webhooks may reach: hosts that the operator names, and only suitable addresses of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Self
from urllib.parse import SplitResult, urlsplit

from exercise_buddy.core.outgoing_client import CLOUD_METADATA, is_public

NAME = re.compile(r"[\w.:\[\]-]+", re.ASCII)
PORTS = {"https": 443, "http": 80}
OWN_NETWORKS = tuple(
    map(
        ip_network,
        ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7"),
    )
)
"""Of this machine, a house or a company (RFC 1918, 4193), and of overlays such as Tailscale (RFC 6598). Not those of a
link, where clouds keep the keys of a machine."""

Place = tuple[str, str, int]
"""Scheme, host in lower case, port."""


@dataclass(frozen=True)
class WebhookHosts:
    """The operator's allow-list from the settings."""

    named: tuple[str, ...]
    places: frozenset[Place]

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """`hooks.example.com`, `hooks.example.com:8443` or `http://nas.local:5678`; raises ValueError for others."""
        named = tuple(names)
        return cls(named, frozenset(map(_named_place, named)))

    def allow(self, url: str) -> bool:
        """Whether a webhook may use this URL."""
        return place_of(url) in self.places

    def may_reach(self, host: str, port: int, address: str) -> bool:
        """Whether this address of the host may be used: a private one only if the host is listed with http."""
        return is_public(address) or (("http", host.lower(), port) in self.places and _is_in_own_network(address))


def place_of(url: str) -> Place | None:
    """Scheme, host and port of a URL; None if it is invalid or contains credentials."""
    try:
        parts = urlsplit(url)
        return None if parts.username is not None else _place(parts)
    except ValueError:
        return None


def _place(parts: SplitResult) -> Place | None:
    if parts.scheme not in PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme]


def _named_place(name: str) -> Place:
    parts = urlsplit(name if "://" in name else f"https://{name}")
    place = _place(parts)
    if place is None or parts.path or parts.query or parts.fragment or not NAME.fullmatch(parts.netloc):
        raise ValueError(f"{name!r} is none of hooks.example.com, hooks.example.com:8443, http://nas.local:5678")
    return place


def _is_in_own_network(address: str) -> bool:
    ip = ip_address(address)
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return ip not in CLOUD_METADATA and any(ip in network for network in OWN_NETWORKS)
