"""The authority of a household's own: for one machine only, kept private, renewed when it no longer serves."""

import plistlib
import shutil
import stat
import subprocess
from datetime import timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509

from exercise_buddy.lan.authority import (
    AUTHORITY_FILE,
    AUTHORITY_LIFETIME,
    Authority,
    AuthorityUnreadable,
    kept_authority,
    make_authority,
)
from exercise_buddy.lan.machine import Machine, is_answered, names_of
from tests.support import NOW

NAMES = ("kitchen.local", "kitchen")
HOME, OFFICE = IPv4Address("192.168.1.7"), IPv4Address("10.20.30.40")
MACHINE = Machine(NAMES, (HOME,), is_found_by_name=False)
LATER = NOW + timedelta(minutes=1)


def verified(folder: Path, authority: Authority, machine: Machine, host: str) -> str:
    """What OpenSSL says of a certificate that the authority's key has signed for `machine`, asked for `host`."""
    program = shutil.which("openssl")
    assert program, "this test needs the program openssl"
    (folder / "ca.pem").write_text(authority.pem())
    (folder / "leaf.pem").write_text(authority.issue(machine, NOW))
    kind = "-verify_ip" if host[0].isdigit() else "-verify_hostname"
    at = str(int(LATER.timestamp()))
    command = [program, "verify", "-attime", at, "-CAfile", "ca.pem", kind, host, "-purpose", "sslserver", "leaf.pem"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("host", ["192.168.1.7", "kitchen.local", "kitchen"])
def test_it_vouches_for_its_machine(tmp_path: Path, host: str) -> None:
    authority = make_authority(NAMES, MACHINE.addresses, NOW)
    assert verified(tmp_path, authority, MACHINE, host).strip() == "leaf.pem: OK"


class Forger(Authority):
    """Who has the key, and leaves nothing out."""

    addresses = (IPv4Address("192.168.1.1"), IPv4Address("8.8.8.8"))


@pytest.mark.parametrize(
    "other",
    [
        Machine(("bank.example",), (), is_found_by_name=False),
        Machine(("pantry.local",), (), is_found_by_name=False),
        Machine(NAMES, (IPv4Address("192.168.1.1"),), is_found_by_name=False),
        Machine(NAMES, (IPv4Address("8.8.8.8"),), is_found_by_name=False),
    ],
)
@pytest.mark.parametrize("addresses", [(HOME,), ()])
def test_and_for_no_other_host_whoever_has_its_key(
    tmp_path: Path, other: Machine, addresses: tuple[IPv4Address, ...]
) -> None:
    made = make_authority(NAMES, addresses, NOW)
    host = str(other.addresses[0]) if other.addresses else other.names[0]
    answer = verified(tmp_path, Forger(made.key, made.certificate), other, host)
    # Where no address is permitted at all, all of them are excluded.
    assert "permitted subtree violation" in answer or "excluded subtree violation" in answer


def test_it_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "lan"
    authority = kept_authority(folder, MACHINE, NOW)
    assert kept_authority(folder, MACHINE, LATER) == authority
    assert stat.S_IMODE((folder / AUTHORITY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert authority.names == NAMES
    assert authority.addresses == (HOME,)


def test_a_new_address_makes_another_unless_the_name_does(tmp_path: Path) -> None:
    at_home = kept_authority(tmp_path, MACHINE, NOW)
    found = Machine(NAMES, (OFFICE, HOME), is_found_by_name=True)
    assert kept_authority(tmp_path, found, NOW) == at_home
    leaf = x509.load_pem_x509_certificate(at_home.issue(found, NOW).encode())
    named = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert named.get_values_for_type(x509.IPAddress) == [HOME]
    moved = kept_authority(tmp_path, Machine(NAMES, (OFFICE,), is_found_by_name=False), NOW)
    assert set(moved.addresses) == {HOME, OFFICE}
    # Back at home it goes on: a laptop that moves between two networks settles.
    assert kept_authority(tmp_path, MACHINE, LATER) == moved


def test_another_name_or_the_end_of_its_time_makes_another(tmp_path: Path) -> None:
    first = kept_authority(tmp_path, MACHINE, NOW)
    pantry = Machine(names_of("Pantry"), (HOME,), is_found_by_name=False)
    renamed = kept_authority(tmp_path, pantry, NOW)
    assert renamed.names == ("pantry.local", "pantry")
    assert renamed != first
    assert (
        kept_authority(tmp_path, Machine(renamed.names, (HOME,), is_found_by_name=False), NOW + AUTHORITY_LIFETIME)
        != renamed
    )


@pytest.mark.parametrize("content", ["", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_broken_file_is_named_and_left_alone(tmp_path: Path, content: str) -> None:
    (tmp_path / AUTHORITY_FILE).write_text(content)
    with pytest.raises(AuthorityUnreadable, match=r"authority\.pem holds no authority\. Delete it"):
        kept_authority(tmp_path, MACHINE, NOW)
    assert (tmp_path / AUTHORITY_FILE).read_text() == content


def test_certificates_are_short_lived_and_no_authorities() -> None:
    authority = make_authority(NAMES, MACHINE.addresses, NOW)
    leaf = x509.load_pem_x509_certificate(authority.issue(MACHINE, NOW).encode())
    assert leaf.not_valid_after_utc - NOW == timedelta(days=7)
    assert leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    assert authority.certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 0
    constraints = authority.certificate.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical


def test_the_profile_holds_the_certificate_and_no_key() -> None:
    authority = make_authority(NAMES, MACHINE.addresses, NOW)
    profile = plistlib.loads(authority.mobileconfig())
    (root,) = profile["PayloadContent"]
    assert (root["PayloadType"], root["PayloadContent"]) == ("com.apple.security.root", authority.der())
    assert b"PRIVATE KEY" not in authority.mobileconfig()
    assert authority.mobileconfig() == authority.mobileconfig()


@pytest.mark.parametrize(
    ("host_name", "names"),
    [
        ("Kitchen", ("kitchen.local", "kitchen")),
        ("adas-mac.local", ("adas-mac.local", "adas-mac")),
        ("kitchen.home.arpa.", ("kitchen.local", "kitchen", "kitchen.home.arpa")),
        ("localhost", ("exercise-buddy.local",)),
        ("Adas Küche", ("exercise-buddy.local",)),
        ("", ("exercise-buddy.local",)),
    ],
)
def test_names_that_a_certificate_can_hold(host_name: str, names: tuple[str, ...]) -> None:
    assert names_of(host_name) == names


def test_a_name_that_does_not_resolve_is_not_offered() -> None:
    assert not is_answered("no-such-machine-here.local", [IPv4Address("127.0.0.1")], patience_seconds=0.05)
    assert not is_answered("kitchen.local", [])
