"""A browser's keys, and a real push service over TLS on this machine, which keeps what it gets."""

import asyncio
import base64
import datetime
import json
import os
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import http_ece
import httpcore
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

HOST = "push.example.com"
PUBLIC_ADDRESS = "93.184.215.14"
SILENCE = "silence"
ENDLESS = "200 OK\r\nContent-Type: text/plain\r\n\r\n"
ENDLESS_HEAD = "200 OK\r\nX-Padding: "
ENDLESS_INTERIM = "103 Early Hints\r\n\r\n"
"""Answers that go on for as long as somebody reads them."""
CHUNK_BYTES = 64 * 1024
ENDPOINT = f"https://{HOST}/send/abc"


async def public(_host: str, _port: int) -> list[str]:
    """What a name leads to."""
    return [PUBLIC_ADDRESS]


def b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


class Browser:
    """What a browser makes when it subscribes, and what it does with a push."""

    def __init__(self) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)

    @property
    def keys(self) -> dict[str, str]:
        point = self._private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": b64(point), "auth": b64(self._auth)}

    def subscription(self, endpoint: str, language: str = "en") -> dict[str, Any]:
        return {"endpoint": endpoint, "keys": self.keys, "language": language}

    def opened(self, body: bytes) -> dict[str, Any]:
        """The message, decrypted as RFC 8291 has it."""
        text = http_ece.decrypt(body, private_key=self._private, auth_secret=self._auth, version="aes128gcm")
        message: dict[str, Any] = json.loads(text)
        return message


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushService:
    """What came; `answers` are the status lines and headers given instead of "201 Created", SILENCE, or endless."""

    context: ssl.SSLContext
    port: int = 0
    received: list[Received] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    endless_bytes: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                request, *lines = head.strip().split("\r\n")
                headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
                body = await reader.readexactly(int(headers["content-length"]))
                self.received.append(Received(request.split(" ")[1], headers, body))
                self.came.set()
                answer = self.answers.pop(0) if self.answers else "201 Created"
                if answer == SILENCE:
                    await reader.read()
                while answer in (ENDLESS, ENDLESS_HEAD, ENDLESS_INTERIM):
                    line = f"HTTP/1.1 {answer}".encode()
                    chunk = line * 1000 if answer == ENDLESS_INTERIM else line + b"x" * CHUNK_BYTES
                    writer.write(chunk)
                    await writer.drain()
                    self.endless_bytes += len(chunk)
                writer.write(f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n".encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


class Elsewhere(httpcore.AnyIOBackend):
    """Leads every connection to the service on this machine."""

    def __init__(self, service: PushService) -> None:
        super().__init__()
        self._service = service
        self.asked: list[str] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,  # noqa: ARG002 - httpcore's interface
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.asked.append(host)
        return await super().connect_tcp("127.0.0.1", self._service.port, timeout, local_address, socket_options)


@asynccontextmanager
async def running_push_service(folder: Path) -> AsyncIterator[PushService]:
    """The service, for as long as this lasts; its `context` trusts it."""
    certificate = _certificate(folder)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate)
    service = PushService(ssl.create_default_context(cafile=str(certificate)))
    server = await asyncio.start_server(service.serve, "127.0.0.1", 0, ssl=own)
    service.port = server.sockets[0].getsockname()[1]
    yield service
    server.close()


def _certificate(folder: Path) -> Path:
    """Of the host, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "push-service.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM)
    )
    return path
