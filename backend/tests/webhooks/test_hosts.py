"""Where webhooks may lead: what the operator names, and of that no address inside that is not meant."""

import pytest
from pydantic import SecretStr

from exercise_buddy.core.outgoing_client import CheckedHosts, HostRefused, OutgoingClient
from exercise_buddy.core.settings import Settings, SettingsError
from exercise_buddy.main import create_app
from exercise_buddy.webhooks.hosts import WebhookHosts

INSIDE = (
    "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
    "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1",
)  # fmt: skip
KEYS_OF_MACHINES = (
    "100.100.100.200", "::ffff:100.100.100.200", "168.63.129.16", "64:ff9b::a83f:8110", "fd00:ec2::254", "fd20:ce::254",
)  # fmt: skip
NEVER = (
    "169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1", "2002:7f00:1::", "64:ff9b::a00:1", *KEYS_OF_MACHINES  # noqa: S104
)  # fmt: skip
"""Not even in the operator's own network."""
HOSTS = WebhookHosts.of(["hooks.example.com", "other.example.com:8443", "http://nas.local:5678", "http://[::1]:99"])


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://hooks.example.com/a?b=c", True),
        ("https://HOOKS.example.com:443/", True),
        ("https://other.example.com:8443/", True),
        ("http://nas.local:5678/webhook", True),
        ("http://[::1]:99/", True),
        ("http://hooks.example.com/", False),
        ("https://hooks.example.com:8443/", False),
        ("https://other.example.com/", False),
        ("https://nas.local:5678/", False),
        ("http://nas.local/", False),
        ("https://hooks.example.com.evil.example/", False),
        ("https://sub.hooks.example.com/", False),
        ("https://hooks.example.com@evil.example/", False),
        ("https://me:pass@hooks.example.com/", False),
        ("https://hooks.example.com:port/", False),
        ("ftp://hooks.example.com/", False),
        ("//hooks.example.com/", False),
    ],
)
def test_a_webhook_leads_to_what_the_operator_names(url: str, *, allowed: bool) -> None:
    assert HOSTS.allow(url) is allowed


@pytest.mark.parametrize("address", INSIDE + KEYS_OF_MACHINES)
async def test_a_host_on_the_internet_that_leads_inside_is_not_reached(address: str) -> None:
    async def inside(_host: str, _port: int) -> list[str]:
        return ["93.184.215.14", address]

    client = OutgoingClient(CheckedHosts(HOSTS.may_reach, inside))
    with pytest.raises(HostRefused):
        await client.post("https://hooks.example.com/", {"Content-Length": "0"}, b"")
    await client.close()
    # Naming a host for one port opens no other.
    assert not HOSTS.may_reach("nas.local", 80, address)
    assert HOSTS.may_reach("nas.local", 5678, address) is (address not in NEVER)


@pytest.mark.parametrize("name", ["*.example.com", "https://x.example/path", "ftp://x.example", "a b", "x:port", "m@x"])
def test_what_names_no_host_is_refused_at_start(name: str) -> None:
    settings = Settings(
        database_url=SecretStr("postgresql://x/y"), jwt_secret=SecretStr("f" * 40), webhook_hosts=[name]
    )
    with pytest.raises(SettingsError, match="WEBHOOK_HOSTS"):
        create_app(settings)
