"""The machine on its network: its addresses, its names, and whether its name ending in .local is answered there."""

import re
import secrets
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address

import psutil

MDNS_GROUP = ("224.0.0.251", 5353)
"""RFC 6762, 3."""
MDNS_PATIENCE_SECONDS = 0.7
ADDRESS_RECORD, INTERNET_CLASS = 1, 1
ANY_PLACE_BEYOND = ("198.51.100.1", 9)
"""Of a network for documentation (RFC 5737): asked for a route only, nothing is sent there."""

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
FALLBACK_NAME = "exercise-buddy"
"""Where the machine's own name is none that a certificate can hold."""


@dataclass(frozen=True)
class Machine:
    """What other devices of the network may call this machine."""

    names: tuple[str, ...]
    """In small letters, the one that ends in .local first."""
    addresses: tuple[IPv4Address, ...]
    """Those of networks that are not the internet's; the one that leads outward comes first."""
    is_found_by_name: bool
    """Whether the first name is answered for on the network, by the system's own mDNS."""


def this_machine() -> Machine:
    """As it is at this moment; waits for an answer to its name for a moment."""
    names = names_of(socket.gethostname())
    addresses = own_addresses()
    return Machine(names, addresses, is_answered(names[0], addresses))


def names_of(host_name: str) -> tuple[str, ...]:
    """The names of a machine that calls itself `host_name`."""
    whole = host_name.lower().rstrip(".")
    label = whole.partition(".")[0]
    if not _LABEL.fullmatch(label) or label == "localhost":
        return (f"{FALLBACK_NAME}.local",)
    names = [f"{label}.local", label]
    if whole not in names and all(_LABEL.fullmatch(part) for part in whole.split(".")):
        names.append(whole)
    return tuple(names)


def own_addresses() -> tuple[IPv4Address, ...]:
    """IPv4 only: every home network has it, and addresses of IPv6 change by the day."""
    found = {
        IPv4Address(address.address)
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family == socket.AF_INET
    }
    outward = _outward_address()
    return tuple(sorted(filter(_is_of_a_household, found), key=lambda address: (address != outward, address)))


def _is_of_a_household(address: IPv4Address) -> bool:
    return not (address.is_global or address.is_loopback or address.is_link_local or address.is_multicast)


def _outward_address() -> IPv4Address | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ANY_PLACE_BEYOND)
        except OSError:
            return None
        return IPv4Address(probe.getsockname()[0])


def is_answered(name: str, addresses: Sequence[IPv4Address], patience_seconds: float = MDNS_PATIENCE_SECONDS) -> bool:
    """Whether mDNS gives one of `addresses` for the name. A one-shot query: RFC 6762, 5.1."""
    if not addresses:
        return False
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, addresses[0].packed)
            asking.settimeout(patience_seconds)
            asking.sendto(_query(name), MDNS_GROUP)
            answer = asking.recv(9000)
        except OSError:
            return False
    # A record of the type A ends in the length 4 and the address.
    return any(b"\x00\x04" + address.packed in answer for address in addresses)


def _query(name: str) -> bytes:
    header = struct.pack(">HHHHHH", secrets.randbelow(1 << 16), 0, 1, 0, 0, 0)
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return header + labels + b"\x00" + struct.pack(">HH", ADDRESS_RECORD, INTERNET_CLASS)
