"""Webhooks on the page: made, listed, tested, switched, deleted; and who must not."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import SecretStr

from exercise_buddy.auth.secret_box import SecretBox
from exercise_buddy.core.settings import key_secrets
from exercise_buddy.recovery import open_with
from exercise_buddy.webhooks.dependencies import SEALING_PURPOSE
from exercise_buddy.webhooks.service import MAX_WEBHOOKS
from tests.servers.mailbox import Mailbox
from tests.servers.push_service import HOST
from tests.support import PASSWORD, Api, Sql, assert_problem, changed
from tests.webhooks.conftest import EVERY_EVENT, PATH, URL, Receiver, made, new_webhook, shown


async def test_one_is_made_by_the_password_and_its_secret_shown_once(
    ada: Api, receiver: Receiver, sql: Sql, mailbox: Mailbox
) -> None:
    await sql.execute("UPDATE users SET email_verified_at = now()")
    webhook = await made(ada)
    secret = webhook.pop("secret")
    assert webhook == {
        "id": webhook["id"],
        "url": URL,
        "events": EVERY_EVENT,
        "with_notes": False,
        "enabled": True,
        "created_at": "2026-03-18T12:00:00Z",
        "last_try": None,
        "waiting": 0,
        "lost": 0,
    }
    answer = await ada.get(PATH)
    assert answer.json() == {"items": [webhook], "allowed_hosts": [HOST]}
    stored = await sql.value("SELECT webhooks::text FROM webhooks")
    exported = (await ada.get("/users/me/export")).text
    assert secret[10:] not in stored + exported + answer.text
    assert URL in exported
    await mailbox.arrived("ada@example.com")
    assert [mail["Subject"] for mail in mailbox.to("ada@example.com")] == ["A webhook was added - Exercise Buddy"]


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"password": "a wrong guess"}, 403, "wrong_password"),
        ({"url": "https://elsewhere.example.com/"}, 403, "webhook_host_not_allowed"),
        ({"url": f"http://{HOST}/"}, 403, "webhook_host_not_allowed"),
        ({"url": f"https://{HOST}:8443/"}, 403, "webhook_host_not_allowed"),
        ({"url": f"https://ada@{HOST}/"}, 422, "validation_failed"),
        ({"url": f"https://{HOST}/#secret"}, 422, "validation_failed"),
        ({"url": f"https://{HOST}/\r\nX: y"}, 422, "validation_failed"),
        ({"url": "push.example.com"}, 422, "validation_failed"),
        ({"events": []}, 422, "validation_failed"),
        ({"events": ["workout.eaten"]}, 422, "validation_failed"),
    ],
)
async def test_what_is_refused(ada: Api, receiver: Receiver, fields: dict[str, Any], status: int, code: str) -> None:
    assert_problem(await ada.post(PATH, new_webhook(**fields)), status, code)
    assert await shown(ada) == []


async def test_without_allowed_hosts_there_are_none(ada: Api) -> None:
    assert (await ada.get(PATH)).json() == {"items": [], "allowed_hosts": []}
    assert_problem(await ada.post(PATH, new_webhook()), 403, "webhook_host_not_allowed")


async def test_an_account_has_a_few(ada: Api, receiver: Receiver) -> None:
    for _ in range(MAX_WEBHOOKS):
        await made(ada)
    assert_problem(await ada.post(PATH, new_webhook()), 409, "too_many_webhooks")


@pytest.mark.parametrize(
    ("answer", "result", "status"),
    [
        ("204 No Content", "delivered", 204),
        ("500 Internal Server Error", "answered", 500),
        ("302 Found\r\nLocation: https://push.example.com/other", "answered", 302),
        ("nonsense", "unreachable", None),
    ],
)
async def test_a_test_says_what_became_of_it(
    ada: Api, receiver: Receiver, answer: str, result: str, status: int | None
) -> None:
    webhook = await made(ada)
    receiver.service.answers = [answer]
    tested = await ada.post(f"{PATH}/{webhook['id']}/test")
    assert tested.status_code == 200, tested.text
    assert tested.json()["last_try"] == {"tried_at": "2026-03-18T12:00:00Z", "result": result, "status": status}
    [received] = receiver.service.received
    assert received.path == "/hook?key=of-the-receiver"
    assert await shown(ada) == [tested.json()]


async def test_off_is_off_and_on_asks_for_the_password(ada: Api, receiver: Receiver) -> None:
    webhook = await made(ada)
    path = f"{PATH}/{webhook['id']}"
    await ada.save()
    assert (await shown(ada))[0]["waiting"] == 1
    off = await ada.patch(path, {"enabled": False})
    assert (off.json()["enabled"], off.json()["waiting"]) == (False, 0)
    await ada.save()
    assert await receiver.send_due() == 0
    assert_problem(await ada.patch(path, {"enabled": True}), 422, "validation_failed")
    assert_problem(await ada.patch(path, {"enabled": True, "password": "a wrong guess"}), 403, "wrong_password")
    assert (await ada.patch(path, {"enabled": True, "password": PASSWORD})).json()["enabled"]
    await ada.save()
    assert await receiver.send_due() == 1


async def test_a_new_password_switches_webhooks_off_and_holds_back_what_waits(ada: Api, receiver: Receiver) -> None:
    webhook = await made(ada)
    await ada.save()
    change = {"current_password": PASSWORD, "new_password": "staple correct horse"}
    assert (await ada.post("/users/me/password", change)).status_code == 204
    again = replace(await ada.sign_in("ada", "staple correct horse"), user=ada.user)
    await again.save()
    assert await receiver.send_due() == 0
    assert [each["enabled"] for each in await shown(again)] == [False]
    body = {"enabled": True, "password": "staple correct horse"}
    assert (await again.patch(f"{PATH}/{webhook['id']}", body)).status_code == 200
    assert await receiver.send_due() == 1


async def test_deleting_it_or_the_account_takes_queue_and_secret_along(ada: Api, receiver: Receiver, sql: Sql) -> None:
    webhook = await made(ada)
    await made(ada)
    await ada.save()
    assert await sql.value("SELECT count(*) FROM webhook_events") == 2
    assert (await ada.delete(f"{PATH}/{webhook['id']}")).status_code == 204
    assert await sql.value("SELECT count(*) FROM webhook_events") == 1
    assert_problem(await ada.delete(f"{PATH}/{webhook['id']}"), 404, "webhook_not_found")
    assert (await ada.delete("/users/me", {"password": PASSWORD})).status_code == 204
    assert await sql.value("SELECT count(*) FROM webhook_events") == 0
    assert await sql.value("SELECT count(*) FROM webhooks") == 0


async def test_secrets_are_resealed_and_a_lost_one_is_reported(ada: Api, receiver: Receiver, sql: Sql) -> None:
    webhook = await made(ada)
    state = receiver.app.state.resources
    newer = SecretStr("n" * 40)
    rotated = state.settings.model_copy(
        update={"jwt_secret": newer, "jwt_previous_secrets": [state.settings.jwt_secret]}
    )
    await open_with(state.database, key_secrets(rotated), None)
    path = f"{PATH}/{webhook['id']}/test"
    assert (await ada.post(path)).json()["last_try"]["result"] == "secret_lost"
    with changed(receiver.app, webhook_box=SecretBox([newer.get_secret_value()], SEALING_PURPOSE)):
        assert (await ada.post(path)).json()["last_try"]["result"] == "delivered"
