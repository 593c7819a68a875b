"""Reminders: when they come, to whom, what a browser reads of them, and how they end."""

import asyncio
import base64
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from fastapi import FastAPI
from http_ece import ECEException

from exercise_buddy.core.db.database import Database
from exercise_buddy.core.outgoing_client import CheckedHosts, OutgoingClient
from exercise_buddy.core.settings import Settings
from exercise_buddy.embedded import backups
from exercise_buddy.reminders.dependencies import reminder_sender
from exercise_buddy.reminders.sending import ReminderSender
from exercise_buddy.reminders.service import MAX_SUBSCRIPTIONS
from tests.servers.push_service import (
    ENDPOINT,
    HOST,
    PUBLIC_ADDRESS,
    Browser,
    Elsewhere,
    PushService,
    public,
    running_push_service,
)
from tests.support import PASSWORD, Api, FakeClock, Sql, assert_problem, changed

REMINDERS = "/users/me/reminders"
SUBSCRIPTIONS = f"{REMINDERS}/subscriptions"
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
SIX_IN_THE_EVENING = datetime(2026, 3, 18, 17, tzinfo=UTC)
"""In Berlin, on a Wednesday."""


@pytest.fixture
async def service(app: FastAPI, tmp_path: Path) -> AsyncIterator[PushService]:
    """Has the application send its pushes to a service of our own."""
    async with running_push_service(tmp_path) as service:
        services = OutgoingClient(CheckedHosts(resolve=public, inner=Elsewhere(service)), service.context)
        with changed(app, push_services=services):
            yield service
        await services.close()


async def subscribed(user: Api, browser: Browser, endpoint: str = ENDPOINT, language: str = "en") -> dict[str, Any]:
    answer = await user.post(SUBSCRIPTIONS, browser.subscription(endpoint, language))
    assert answer.status_code == 201, answer.text
    subscription: dict[str, Any] = answer.json()
    return subscription


async def wants(user: Api, days: list[int] = EVERY_DAY, hour: int = 18) -> None:
    answer = await user.patch(REMINDERS, {"days": days, "hour": hour})
    assert answer.status_code == 200, answer.text


async def test_a_browser_reads_the_reminder_of_this_server_and_nothing_of_the_person(
    app: FastAPI, ada: Api, clock: FakeClock, service: PushService
) -> None:
    browser = Browser()
    server = (await ada.get(f"{REMINDERS}/server")).json()
    await wants(ada)
    await subscribed(ada, browser, language="de")
    clock.now = SIX_IN_THE_EVENING
    assert await reminder_sender(app.state.resources).send_due() == 1

    [push] = service.received
    assert push.path == "/send/abc"
    message = {"title": "Zeit fürs Training", "body": "Du wolltest erinnert werden.", "lang": "de"}
    assert browser.opened(push.body) == message
    assert b"Training" not in push.body
    with pytest.raises(ECEException):
        Browser().opened(push.body)
    sent = {name: push.headers[name] for name in ("ttl", "urgency", "topic", "content-encoding")}
    assert sent == {"ttl": "7200", "urgency": "normal", "topic": "reminder", "content-encoding": "aes128gcm"}
    token, key = (part.partition("=")[2] for part in push.headers["authorization"].removeprefix("vapid ").split(", "))
    assert key == server["application_server_key"]
    point = base64.urlsafe_b64decode(key + "=")
    claims = jwt.decode(
        token,
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point),
        algorithms=["ES256"],
        audience=f"https://{HOST}",
        options={"verify_exp": False},
    )
    assert claims["sub"] == "http://localhost:8000"
    assert timedelta(0) < datetime.fromtimestamp(claims["exp"], UTC) - clock.now <= timedelta(days=1)


async def test_nobody_who_trained_that_day_is_reminded(
    app: FastAPI, ada: Api, bob: Api, clock: FakeClock, service: PushService
) -> None:
    for user, path in ((ada, "ada"), (bob, "bob")):
        await wants(user, hour=18)
        await subscribed(user, Browser(), f"https://{HOST}/{path}")
    await ada.save()
    await bob.save(started_at="2026-03-17T11:00:00Z")
    clock.now = SIX_IN_THE_EVENING + timedelta(hours=1, minutes=30)
    assert await reminder_sender(app.state.resources).send_due() == 2
    assert [push.path for push in service.received] == ["/bob"]


async def test_a_day_brings_one_and_other_days_than_chosen_none(
    app: FastAPI, ada: Api, clock: FakeClock, service: PushService
) -> None:
    await wants(ada, days=[3, 4])
    await subscribed(ada, Browser())
    came = []
    for hour in range(7 * 24 * 2):
        clock.now = datetime(2026, 3, 18, 12, tzinfo=UTC) + timedelta(minutes=30 * hour)
        before = len(service.received)
        await reminder_sender(app.state.resources).send_due()
        came += [f"{clock.now:%a %H:%M}"] * (len(service.received) - before)
    assert came == ["Wed 17:00", "Thu 17:00"]


@pytest.mark.parametrize(("hour", "minute", "ttl"), [(20, 59, None), (21, 0, "3600"), (21, 59, "60"), (22, 0, None)])
async def test_quiet_hours_are_kept_by_the_server_and_by_the_push_service(
    app: FastAPI, ada: Api, clock: FakeClock, service: PushService, hour: int, minute: int, ttl: str | None
) -> None:
    await wants(ada, hour=21)
    await subscribed(ada, Browser())
    clock.now = datetime(2026, 3, 18, hour, minute, tzinfo=ZoneInfo("Europe/Berlin"))
    await reminder_sender(app.state.resources).send_due()
    assert [push.headers["ttl"] for push in service.received] == ([ttl] if ttl else [])


@pytest.mark.parametrize("wrong", [{"hour": 6}, {"hour": 22}, {"days": [0]}, {"days": [8]}, {"days": None}])
async def test_an_hour_of_the_night_or_an_unknown_day_is_refused(ada: Api, wrong: dict[str, Any]) -> None:
    answer = await ada.patch(REMINDERS, {"days": [1], "hour": 18} | wrong)
    assert_problem(answer, 422, "validation_failed")


async def test_choosing_a_past_hour_starts_reminders_tomorrow(
    app: FastAPI, ada: Api, clock: FakeClock, service: PushService
) -> None:
    clock.now = SIX_IN_THE_EVENING - timedelta(minutes=5)
    ada = await ada.sign_in("ada")
    await subscribed(ada, Browser())
    await wants(ada, hour=17)
    assert await reminder_sender(app.state.resources).send_due() == 0
    clock.now += timedelta(days=1)
    assert await reminder_sender(app.state.resources).send_due() == 1
    ada = await ada.sign_in("ada")
    await wants(ada, hour=18)
    clock.now += timedelta(minutes=10)
    # One a day, however often the hour is changed.
    assert await reminder_sender(app.state.resources).send_due() == 0


ZONES = ("Pacific/Kiritimati", "Pacific/Chatham", "Asia/Kathmandu", "Asia/Beirut", "Europe/Berlin", "UTC",
         "America/Havana", "America/St_Johns", "Pacific/Pago_Pago")  # fmt: skip
WITH_ZONE = """
WITH person AS (
    INSERT INTO users (email, username, password_hash, display_name, time_zone)
    VALUES ($1 || '@example.com', $1, '', '', $2) RETURNING id
)
INSERT INTO reminders (user_id, days, hour, done_on) SELECT id, '{1,2,3,4,5,6,7}', $3, '2026-03-01' FROM person
"""


@pytest.mark.parametrize("change", [date(2026, 3, 8), date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1)])
async def test_it_is_due_at_its_hour_once_a_day_wherever_one_lives_and_however_clocks_change(
    app: FastAPI, sql: Sql, clock: FakeClock, change: date
) -> None:
    for number, zone in enumerate(ZONES):
        await sql.execute(WITH_ZONE, f"u{number}", zone, 7 + number)
    begin = datetime(change.year, change.month, change.day, tzinfo=UTC) - timedelta(days=1)
    await sql.execute("UPDATE reminders SET done_on = $1", begin.date() - timedelta(days=3))
    seen: dict[str, date] = {}
    found: dict[str, list[str]] = {zone: [] for zone in ZONES}
    for step in range(3 * 24 * 4):
        clock.now = begin + timedelta(minutes=15 * step)
        await reminder_sender(app.state.resources).send_due()
        for row in await sql.rows("SELECT time_zone, done_on FROM reminders JOIN users ON id = user_id"):
            zone = row["time_zone"]
            if step and seen[zone] != row["done_on"]:
                local = clock.now.astimezone(ZoneInfo(zone))
                assert local.date() == row["done_on"]
                found[zone].append(f"{local:%H:%M}")
            seen[zone] = row["done_on"]
    for number, zone in enumerate(ZONES):
        assert set(found[zone]) == {f"{7 + number:02}:00"}, zone
        assert len(found[zone]) in (2, 3), zone


async def test_replicas_that_look_at_once_send_one(
    app: FastAPI, ada: Api, settings: Settings, clock: FakeClock, service: PushService
) -> None:
    await wants(ada)
    await subscribed(ada, Browser())
    clock.now = SIX_IN_THE_EVENING
    assert settings.database_url is not None
    databases = [Database(settings.database_url.get_secret_value(), pool_size=2) for _ in range(4)]
    senders = [
        ReminderSender(each, app.state.resources.push_services, "https://buddy.example.com", clock)
        for each in databases
    ]
    done = await asyncio.gather(*(sender.send_due() for sender in senders for _ in range(2)))
    for database in databases:
        await database.close()
    assert (sum(done), len(service.received)) == (1, 1)


async def test_concurrent_requests_create_one_key_which_the_database_keeps(ada: Api, sql: Sql) -> None:
    answers = await asyncio.gather(*(ada.get(f"{REMINDERS}/server") for _ in range(4)))
    assert len({answer.json()["application_server_key"] for answer in answers}) == 1
    assert await sql.value("SELECT count(*) FROM push_keys") == 1


async def test_a_backup_brings_key_times_and_browsers_along(
    app: FastAPI,
    ada: Api,
    settings: Settings,
    empty_database: str,
    clock: FakeClock,
    service: PushService,
    tmp_path: Path,
) -> None:
    browser = Browser()
    key = (await ada.get(f"{REMINDERS}/server")).json()["application_server_key"]
    await wants(ada)
    await subscribed(ada, browser)
    assert settings.database_url is not None
    await backups.dump(settings.database_url.get_secret_value(), tmp_path / "backup.dump")
    await backups.restore(empty_database, tmp_path / "backup.dump")

    clock.now = SIX_IN_THE_EVENING
    restored = Database(empty_database, pool_size=2)
    assert (
        await ReminderSender(restored, app.state.resources.push_services, "https://buddy.example.com", clock).send_due()
        == 1
    )
    await restored.close()
    [push] = service.received
    assert push.headers["authorization"].endswith(f", k={key}")
    assert browser.opened(push.body)["title"] == "Time to train"


@pytest.mark.parametrize("answer", ["404 Not Found", "410 Gone"])
async def test_a_browser_that_takes_no_more_is_forgotten(
    app: FastAPI, ada: Api, clock: FakeClock, service: PushService, answer: str
) -> None:
    await wants(ada)
    await subscribed(ada, Browser())
    kept = await subscribed(ada, Browser(), ENDPOINT + "2")
    service.answers = [answer]
    clock.now = SIX_IN_THE_EVENING
    await reminder_sender(app.state.resources).send_due()
    ada = await ada.sign_in("ada")
    assert [each["id"] for each in (await ada.get(REMINDERS)).json()["subscriptions"]] == [kept["id"]]


@pytest.mark.parametrize("answer", ["302 Found\r\nLocation: https://127.0.0.1/", "429 Too Many Requests", "500 Oops"])
async def test_redirects_are_not_followed_and_temporary_failures_keep_the_subscription(
    app: FastAPI, ada: Api, sql: Sql, clock: FakeClock, service: PushService, answer: str
) -> None:
    await wants(ada)
    await subscribed(ada, Browser())
    service.answers = [answer]
    clock.now = SIX_IN_THE_EVENING
    assert await reminder_sender(app.state.resources).send_due() == 1
    assert len(service.received) == 1
    assert await sql.value("SELECT count(*) FROM push_subscriptions") == 1


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/x",
        "https://push.example.com:8443/x",
        "https://user@push.example.com/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://localhost/x",
        "ftp://push.example.com/x",
        "push",
        "https://push.example.com/ü",
        "https://push.example.com/a b",
        "https://push.example.com:x/",
        "https://[push.example.com/",
        "https://push.example.com/" + "x" * 1100,
    ],
)
async def test_an_endpoint_that_can_be_no_push_service_is_refused(ada: Api, endpoint: str) -> None:
    assert_problem(await ada.post(SUBSCRIPTIONS, Browser().subscription(endpoint)), 422, "validation_failed")


@pytest.mark.parametrize("keys", [{"auth": "AAAA"}, {"p256dh": "AAAA"}, {"p256dh": "B" + "A" * 86}, {"auth": "!"}])
async def test_keys_that_encrypt_nothing_are_refused(ada: Api, keys: dict[str, str]) -> None:
    subscription = Browser().subscription(ENDPOINT)
    subscription["keys"] |= keys
    assert_problem(await ada.post(SUBSCRIPTIONS, subscription), 422, "validation_failed")


async def test_a_refused_host_is_logged_and_does_not_stop_others(
    app: FastAPI, ada: Api, clock: FakeClock, service: PushService
) -> None:
    async def by_host(host: str, _port: int) -> list[str]:
        return ["10.0.0.1"] if host == "inside.example.com" else [PUBLIC_ADDRESS]

    await wants(ada)
    await subscribed(ada, Browser(), "https://inside.example.com/x")
    await subscribed(ada, Browser())
    clock.now = SIX_IN_THE_EVENING
    services = OutgoingClient(CheckedHosts(resolve=by_host, inner=Elsewhere(service)), service.context)
    with changed(app, push_services=services):
        await reminder_sender(app.state.resources).send_due()
    await services.close()
    assert [push.path for push in service.received] == ["/send/abc"]


async def test_a_browser_subscribes_once_and_of_too_many_the_oldest_goes(ada: Api, clock: FakeClock) -> None:
    browser = Browser()
    first = await subscribed(ada, browser)
    assert (await subscribed(ada, browser, language="fr")) == first | {"language": "fr"}
    assert first["push_service"] == HOST
    assert first["current"]
    last = first
    for number in range(MAX_SUBSCRIPTIONS):
        clock.now += timedelta(seconds=1)
        last = await subscribed(ada, Browser(), f"{ENDPOINT}/{number}")
    kept = (await ada.get(REMINDERS)).json()["subscriptions"]
    assert len(kept) == MAX_SUBSCRIPTIONS
    assert kept[-1]["id"] == last["id"]
    assert first["id"] not in {each["id"] for each in kept}


async def test_they_end_with_the_session_of_their_browser(ada: Api, sql: Sql) -> None:
    laptop = await ada.sign_in("ada")
    await subscribed(ada, Browser(), ENDPOINT + "phone")
    kept = await subscribed(laptop, Browser(), ENDPOINT + "laptop")
    assert (await ada.get("/users/me/export")).json()["reminders"]["subscriptions"][1]["id"] == kept["id"]

    async def left() -> list[str]:
        return [row["endpoint"].removeprefix(ENDPOINT) for row in await sql.rows("SELECT * FROM push_subscriptions")]

    # The cookie is the laptop's, the last that signed in.
    assert (await laptop.post("/auth/logout")).status_code == 204
    assert await left() == ["phone"]
    tablet = await ada.sign_in("ada")
    await subscribed(tablet, Browser(), ENDPOINT + "tablet")
    change = {"current_password": PASSWORD, "new_password": "staple correct horse"}
    assert (await tablet.post("/users/me/password", change)).status_code == 204
    assert await left() == ["tablet"]
    assert (await tablet.post("/auth/logout-all")).status_code == 204
    assert await left() == []


async def test_turning_it_off_in_one_browser_leaves_the_others(ada: Api) -> None:
    gone = await subscribed(ada, Browser())
    kept = await subscribed(ada, Browser(), ENDPOINT + "2")
    assert (await ada.delete(f"{SUBSCRIPTIONS}/{gone['id']}")).status_code == 204
    assert_problem(await ada.delete(f"{SUBSCRIPTIONS}/{gone['id']}"), 404, "subscription_not_found")
    assert (await ada.get(REMINDERS)).json()["subscriptions"] == [kept]


async def test_a_process_looks_by_itself(app: FastAPI, ada: Api, clock: FakeClock, service: PushService) -> None:
    await wants(ada)
    await subscribed(ada, Browser())
    clock.now = SIX_IN_THE_EVENING
    looking = asyncio.create_task(reminder_sender(app.state.resources).send_due_periodically())
    async with asyncio.timeout(10):
        await service.came.wait()
    looking.cancel()
