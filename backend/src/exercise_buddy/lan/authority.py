"""A certificate authority that can vouch for this machine only, and the certificates it issues.

RFC 5280; name constraints are 4.2.1.10. P-256, because every phone supports it.
"""

import plistlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from exercise_buddy.embedded.files import kept_secret, make_private_directory, open_private
from exercise_buddy.lan.machine import Machine

AUTHORITY_FILE = "authority.pem"
AUTHORITY_LIFETIME = timedelta(days=5 * 365)
AUTHORITY_RENEWED_BEFORE_END = timedelta(days=30)
CERTIFICATE_LIFETIME = timedelta(days=7)
CLOCK_SKEW = timedelta(days=1)
"""A phone whose clock is behind still accepts a new certificate."""
MAX_ADDRESSES = 16
"""The maximum of addresses per authority: enough for a laptop's networks, and few enough to read."""


class AuthorityUnreadable(Exception):
    """The file contains no authority; the message names the file."""


@dataclass(frozen=True)
class Authority:
    """A key, and the certificate that devices have to trust."""

    key: ec.EllipticCurvePrivateKey = field(repr=False, compare=False)
    certificate: x509.Certificate

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it can vouch for."""
        return tuple(tree.value for tree in self._permitted if isinstance(tree, x509.DNSName))

    @property
    def addresses(self) -> tuple[IPv4Address, ...]:
        """The addresses that it can vouch for."""
        networks = [tree.value for tree in self._permitted if isinstance(tree, x509.IPAddress)]
        return tuple(network.network_address for network in networks if isinstance(network, IPv4Network))

    @property
    def _permitted(self) -> list[x509.GeneralName]:
        constraints = self.certificate.extensions.get_extension_for_class(x509.NameConstraints).value
        return list(constraints.permitted_subtrees or [])

    @property
    def fingerprint(self) -> str:
        """SHA-256, as systems show it: pairs of digits with colons."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    def serves(self, machine: Machine, now: datetime) -> bool:
        """Whether devices that trust it can reach the machine by its name or its outward address."""
        if now > self.certificate.not_valid_after_utc - AUTHORITY_RENEWED_BEFORE_END:
            return False
        reached_by_address = not machine.addresses or machine.addresses[0] in self.addresses
        return set(machine.names) == set(self.names) and (machine.is_found_by_name or reached_by_address)

    def pem(self) -> str:
        """Key and certificate, for storing."""
        return _key_pem(self.key) + self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def der(self) -> bytes:
        """The certificate in the form for Android and Windows."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def mobileconfig(self) -> bytes:
        """The certificate in a profile, for iOS and macOS."""
        name = self.certificate.subject.rfc4514_string().removeprefix("CN=")
        mark = f"urn:exercise-buddy:{self.fingerprint}"
        root = {
            "PayloadType": "com.apple.security.root",
            "PayloadVersion": 1,
            "PayloadIdentifier": "exercise-buddy.authority.root",
            "PayloadUUID": str(uuid5(NAMESPACE_URL, mark + ":root")),
            "PayloadDisplayName": name,
            "PayloadContent": self.der(),
        }
        profile = {
            "PayloadType": "Configuration",
            "PayloadVersion": 1,
            "PayloadIdentifier": "exercise-buddy.authority",
            "PayloadUUID": str(uuid5(NAMESPACE_URL, mark)),
            "PayloadDisplayName": name,
            "PayloadDescription": "Has this device trust Exercise Buddy on one machine of your home, and nothing else.",
            "PayloadContent": [root],
        }
        return plistlib.dumps(profile)

    def issue(self, machine: Machine, now: datetime) -> str:
        """A new key and certificate for those names of the machine that the authority permits; PEM."""
        key = ec.generate_private_key(ec.SECP256R1())
        addresses = [address for address in machine.addresses if address in self.addresses]
        certificate = (
            _builder(_named(machine.names[0]), self.certificate.subject, key, now, CERTIFICATE_LIFETIME)
            .add_extension(_alternative_names(machine.names, addresses), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        return _key_pem(key) + certificate.public_bytes(serialization.Encoding.PEM).decode()


def kept_authority(folder: Path, machine: Machine, now: datetime) -> Authority:
    """The folder's authority, recreated if none there serves the machine; only its owner can read the key.

    A replacement permits the old addresses as well as the new ones, so that a laptop which moves between two networks
    keeps one authority. Raises AuthorityUnreadable and OSError.
    """
    path = folder / AUTHORITY_FILE
    authority = _read(path, kept_secret(path, lambda: make_authority(machine.names, machine.addresses, now).pem()))
    if authority.serves(machine, now):
        return authority
    addresses = tuple(dict.fromkeys((*machine.addresses, *authority.addresses)))[:MAX_ADDRESSES]
    authority = make_authority(machine.names, addresses, now)
    write_private(path, authority.pem())
    return authority


def make_authority(names: tuple[str, ...], addresses: tuple[IPv4Address, ...], now: datetime) -> Authority:
    """An authority that can vouch for these names and addresses, and for nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named(f"Exercise Buddy on {names[-1]} ({now:%d.%m.%Y})")
    permitted: list[x509.GeneralName] = [x509.DNSName(name) for name in names]
    permitted += [x509.IPAddress(IPv4Network(address)) for address in addresses]
    # A kind of name with no permitted entry would not be constrained at all.
    excluded = None if addresses else [x509.IPAddress(IPv4Network("0.0.0.0/0"))]
    certificate = (
        _builder(subject, subject, key, now, AUTHORITY_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, excluded), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(key, certificate)


def write_private(path: Path, text: str) -> None:
    """Write a file atomically, readable only by its owner; raises OSError."""
    make_private_directory(path.parent)
    unfinished = path.with_name(f"{path.name}.new")
    with open(unfinished, "w", opener=open_private) as file:
        file.write(text)
    unfinished.replace(path)


def _read(path: Path, pem: str) -> Authority:
    try:
        key = serialization.load_pem_private_key(pem.encode(), password=None)
        certificate = x509.load_pem_x509_certificate(pem.encode())
        certificate.extensions.get_extension_for_class(x509.NameConstraints)
    except (ValueError, x509.ExtensionNotFound) as error:
        raise AuthorityUnreadable(_unreadable(path)) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise AuthorityUnreadable(_unreadable(path))
    return Authority(key, certificate)


def _unreadable(path: Path) -> str:
    return f"{path} holds no authority. Delete it: a new one is created, which devices have to trust again."


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, lifetime: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SKEW)
        .not_valid_after(now + lifetime)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _alternative_names(names: tuple[str, ...], addresses: list[IPv4Address]) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([*map(x509.DNSName, names), *map(x509.IPAddress, addresses)])


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _key_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
