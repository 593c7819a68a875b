"""What a household's devices get over https, what they get over plain http, and who may sign up."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from ipaddress import IPv4Address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from fastapi import FastAPI

from exercise_buddy.core.http.limits.rate_limit import RateLimiter
from exercise_buddy.core.http.web import NOT_BUILT
from exercise_buddy.core.settings import Settings
from exercise_buddy.lan import household as household_module
from exercise_buddy.lan.authority import kept_authority, make_authority
from exercise_buddy.lan.household import Certificate, Household
from exercise_buddy.lan.machine import Machine
from exercise_buddy.main import create_app
from tests.support import NOW, FakeClock, assert_problem, changed, new_user, put

MACHINE = Machine(("kitchen.local", "kitchen"), (IPv4Address("192.168.1.7"),), is_found_by_name=True)
PHONE = ("192.168.1.23", 50000)
HERE = ("127.0.0.1", 50000)
CODE = "012345678901"


@pytest.fixture(scope="module")
def household() -> Household:
    return Household(MACHINE, make_authority(MACHINE.names, MACHINE.addresses, NOW), 8000, 8443, CODE)


@pytest.fixture(scope="module")
async def lan_of_all(shared_app: FastAPI, settings: Settings, household: Household) -> AsyncIterator[FastAPI]:
    """The application of the tests, on the same database, run for a household."""
    there = settings.model_copy(update={"public_url": household.public_url})
    lan = create_app(there, clock=shared_app.state.resources.clock, household=household)
    put(lan, password_hasher=shared_app.state.resources.password_hasher)
    yield lan
    await lan.state.resources.database.close()


@pytest.fixture
def lan_app(app: FastAPI, lan_of_all: FastAPI) -> FastAPI:
    """It on an empty database, with fresh rate limits."""
    put(lan_of_all, rate_limiter=RateLimiter())
    return lan_of_all


@asynccontextmanager
async def client(app: FastAPI, url: str, device: tuple[str, int]) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app, client=device), base_url=url) as http:
        yield http


@pytest.mark.parametrize("path", ["/", "/train/push-up", "/assets/x.js"])
async def test_over_plain_http_a_phone_is_led_to_the_page_that_helps(lan_app: FastAPI, path: str) -> None:
    async with client(lan_app, "http://192.168.1.7:8000", PHONE) as http:
        answer = await http.get(path)
        assert (answer.status_code, answer.headers["location"]) == (307, "/lan")
        page = await http.get("/lan")
    assert page.status_code == 200
    for words in ("Android", "iPhone and iPad", "Windows", "Mac", "Linux", "SHA-256"):
        assert words in page.text
    policy = page.headers["content-security-policy"]
    assert "connect-src 'self' https://kitchen.local:8443 https://192.168.1.7:8443;" in policy


async def test_and_gets_nothing_else_there(lan_app: FastAPI) -> None:
    async with client(lan_app, "http://192.168.1.7:8000", PHONE) as http:
        assert_problem(await http.get("/api/v1/exercises"), 403, "https_required")
        assert_problem(await http.post("/api/v1/auth/login", json={}), 403, "https_required")
        assert_problem(await http.post("/lan"), 405, "method_not_allowed")
        assert_problem(await http.get("/lan/authority.pem"), 404, "not_found")
        for path in ("/lan/a/b", "/lan/..%2fhousehold.py"):
            assert (await http.get(path)).headers["location"] == "/lan"


async def test_the_page_has_what_it_needs(lan_app: FastAPI, household: Household) -> None:
    async with client(lan_app, "http://192.168.1.7:8000", PHONE) as http:
        told = (await http.get("/lan/addresses")).json()
        certificate = await http.get("/lan/authority.crt")
        profile = await http.get("/lan/authority.mobileconfig")
        drawn = await http.get("/lan/qr.svg")
        script = await http.get("/lan/trust.js")
        trusted = await http.get("/lan/trusted")
    assert told == {
        "app_urls": ["https://kitchen.local:8443", "https://192.168.1.7:8443"],
        "fingerprint": household.authority.fingerprint,
    }
    assert certificate.content == household.authority.der()
    assert certificate.headers["content-type"] == "application/x-x509-ca-cert"
    assert profile.headers["content-type"] == "application/x-apple-aspen-config"
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert drawn.text.startswith("<svg")
    assert script.headers["content-type"].startswith("text/javascript")
    assert (trusted.status_code, trusted.headers["cross-origin-resource-policy"]) == (204, "cross-origin")


@pytest.mark.parametrize("host", ["kitchen.local:8443", "KITCHEN", "192.168.1.7:8443", "localhost:8000", "127.0.0.1"])
async def test_it_answers_to_its_own_names_and_addresses(lan_app: FastAPI, host: str) -> None:
    async with client(lan_app, "https://kitchen.local:8443", PHONE) as http:
        answer = await http.get("/api/v1/exercises", headers={"Host": host})
    assert answer.status_code == 200
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize("host", ["192.168.1.8", "8.8.8.8:8443", "evil.example", "pantry.local", "[fe80::1]", ""])
async def test_and_to_no_others(lan_app: FastAPI, host: str) -> None:
    async with client(lan_app, "https://kitchen.local:8443", PHONE) as http:
        assert_problem(await http.get("/api/v1/exercises", headers={"Host": host}), 421, "host_unknown")


async def test_signing_up_from_a_phone_asks_for_the_terminals_code(lan_app: FastAPI) -> None:
    async with client(lan_app, "https://192.168.1.7:8443", PHONE) as http:
        assert (await http.get("/api/v1/auth/capabilities")).json()["sign_up_code"] is True
        assert_problem(await http.post("/api/v1/auth/register", json=new_user()), 403, "sign_up_code_required")
        wrong = new_user(sign_up_code="7654 3210 9876")
        assert_problem(await http.post("/api/v1/auth/register", json=wrong), 403, "sign_up_code_wrong")
        right = new_user(sign_up_code="0123 4567 8901")
        assert (await http.post("/api/v1/auth/register", json=right)).status_code == 201
        login = {"identifier": "ada", "password": right["password"]}
        answer = await http.post("/api/v1/auth/login", json=login)
    assert answer.status_code == 200
    assert all("Secure" in cookie for cookie in answer.headers.get_list("set-cookie"))


async def test_signing_up_on_the_machine_itself_does_not(lan_app: FastAPI) -> None:
    async with client(lan_app, "http://127.0.0.1:8000", HERE) as http:
        told = (await http.get("/api/v1/auth/capabilities")).json()
        assert told["sign_up_code"] is False
        assert told["phone_url"] == "http://192.168.1.7:8000/lan"
        assert (await http.post("/api/v1/auth/register", json=new_user())).status_code == 201


async def test_guesses_at_the_code_are_few(lan_app: FastAPI) -> None:
    with changed(lan_app, rate_limiter=RateLimiter()):
        async with client(lan_app, "https://192.168.1.7:8443", PHONE) as http:
            for guess in range(10):
                wrong = new_user(sign_up_code=f"99999999999{guess}")
                assert_problem(await http.post("/api/v1/auth/register", json=wrong), 403, "sign_up_code_wrong")
            right = new_user(sign_up_code=CODE)
            assert_problem(await http.post("/api/v1/auth/register", json=right), 429, "too_many_requests")


async def test_a_device_that_takes_many_addresses_does_not_use_up_the_guesses_of_others(lan_app: FastAPI) -> None:
    wrong = new_user(sign_up_code="999999999999")
    with changed(lan_app, rate_limiter=RateLimiter()):
        for last in range(30, 40):
            async with client(lan_app, "https://192.168.1.7:8443", (f"192.168.1.{last}", 40000)) as http:
                for _ in range(10):
                    assert_problem(await http.post("/api/v1/auth/register", json=wrong), 403, "sign_up_code_wrong")
        async with client(lan_app, "https://192.168.1.7:8443", PHONE) as http:
            right = new_user(sign_up_code=CODE)
            assert (await http.post("/api/v1/auth/register", json=right)).status_code == 201


async def test_passkeys_are_offered_by_name_only(lan_app: FastAPI) -> None:
    for url, offered in (("https://kitchen.local:8443", True), ("https://192.168.1.7:8443", False)):
        async with client(lan_app, url, PHONE) as http:
            assert (await http.get("/api/v1/auth/capabilities")).json()["passkeys"] is offered


async def test_without_a_household_there_is_no_page(app: FastAPI) -> None:
    async with client(app, "http://127.0.0.1:8000", PHONE) as http:
        assert (await http.get("/lan/addresses")).text == NOT_BUILT
        assert (await http.get("/api/v1/auth/capabilities")).json()["phone_url"] is None


async def test_the_certificate_follows_the_machines_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(MACHINE.names, MACHINE.addresses, is_found_by_name=False)
    household = Household(machine, kept_authority(tmp_path, machine, NOW), 8000, 8443)
    certificate = Certificate(household, tmp_path, lambda: NOW)
    shown = (tmp_path / "server.pem").read_text()
    monkeypatch.setattr(household_module, "this_machine", lambda: machine)
    await certificate.check()
    assert (tmp_path / "server.pem").read_text() == shown
    moved = Machine(MACHINE.names, (IPv4Address("192.168.1.9"),), is_found_by_name=False)
    monkeypatch.setattr(household_module, "this_machine", lambda: moved)
    await certificate.check()
    assert household.start_url == "http://192.168.1.9:8000/lan"
    assert household.app_urls == ["https://192.168.1.9:8443"]
    assert "192.168.1.9" in household.hosts
    assert "192.168.1.7" not in household.hosts
    assert (tmp_path / "server.pem").read_text() != shown
    assert isinstance(certificate.context, ssl.SSLContext)


@pytest.mark.parametrize("leap", [timedelta(days=8), timedelta(days=-400)])
async def test_the_certificate_is_of_today_after_a_sleep_or_a_wrong_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leap: timedelta
) -> None:
    household = Household(MACHINE, kept_authority(tmp_path, MACHINE, NOW), 8000, 8443)
    clock = FakeClock(NOW)
    certificate = Certificate(household, tmp_path, clock)
    monkeypatch.setattr(household_module, "this_machine", lambda: MACHINE)
    clock.now = NOW + leap
    await certificate.check()
    shown = x509.load_pem_x509_certificate((tmp_path / "server.pem").read_bytes())
    assert shown.not_valid_before_utc < clock.now < shown.not_valid_after_utc


def test_codes_are_twelve_digits_and_differ() -> None:
    codes = {household_module.new_sign_up_code() for _ in range(50)}
    assert all(len(code) == 12 and code.isdecimal() for code in codes)
    assert len(codes) > 45
