"""What comes to a receiver, when, and what does not."""

import asyncio
import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from sqlalchemy import Executable

from exercise_buddy.core.db import database as databases
from exercise_buddy.core.db import driver
from exercise_buddy.core.outgoing_client import CheckedHosts, OutgoingClient
from exercise_buddy.webhooks import sending
from exercise_buddy.webhooks.repository import WebhookRepository
from exercise_buddy.webhooks.sending import PAUSES_SECONDS
from exercise_buddy.webhooks.signing import Message
from exercise_buddy.workouts.events import MAX_WAITING
from tests.servers.push_service import ENDLESS, ENDLESS_HEAD, HOST, SILENCE, Elsewhere, Received
from tests.support import NOW, Api, FakeClock, Sql, changed, new_training, new_workout
from tests.webhooks.conftest import PATH, URL, Receiver, made, shown

FAILED = "500 Internal Server Error"


def is_signed_by(received: Received, secret: str) -> bool:
    """As the convention has it, written down here once more."""
    head = received.headers
    signed = f"{head['webhook-id']}.{head['webhook-timestamp']}.".encode() + received.body
    mac = hmac.new(base64.b64decode(secret.split("_")[1]), signed, hashlib.sha256).digest()
    return head["webhook-signature"] == f"v1,{base64.b64encode(mac).decode()}"


def test_signatures_are_those_of_the_convention() -> None:
    # Of the reference implementation's own tests.
    message = Message("msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}')
    headers = message.headers("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", NOW.fromtimestamp(1614265330, NOW.tzinfo))
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


async def test_what_happens_to_a_workout_comes_signed_and_in_order(
    ada: Api, bob: Api, receiver: Receiver, clock: FakeClock
) -> None:
    secret = (await made(ada))["secret"]
    bobs = (await made(bob))["secret"]
    workout = await ada.save(note="My own words", training=new_training(), started_at="2026-03-18T11:00:00.500Z")
    path = f"/workouts/{workout['id']}"
    item = (await ada.get("/workouts")).json()["items"][0]
    for minutes, change in enumerate(
        (
            ada.patch(path, {"reps_count": 13}),
            ada.delete(path),
            ada.delete(path),
            ada.post(f"{path}/restore"),
            ada.post(f"{path}/restore"),
        )
    ):
        clock.now = NOW + timedelta(minutes=minutes + 1)
        assert (await change).status_code < 300
    assert await receiver.send_due() == 4
    bodies = [json.loads(each.body) for each in receiver.service.received]
    assert [(each["type"], each["timestamp"][11:16]) for each in bodies] == [
        ("workout.saved", "12:00"),
        ("workout.changed", "12:01"),
        ("workout.deleted", "12:02"),
        ("workout.saved", "12:04"),
    ]
    # As a list shows it, but for what tells of the body, and for notes.
    told = {name: value for name, value in item.items() if name not in {"weight_kg", "calories_burned", "note"}}
    assert bodies[0]["data"] == told
    assert [each["data"]["reps_count"] for each in bodies] == [12, 13, 13, 13]
    assert all(is_signed_by(each, secret) and not is_signed_by(each, bobs) for each in receiver.service.received)
    assert receiver.service.received[0].headers["webhook-timestamp"] == str(int(clock.now.timestamp()))
    assert len(set(receiver.ids)) == 4
    [webhook] = await shown(ada)
    assert (webhook["last_try"]["result"], webhook["waiting"]) == ("delivered", 0)
    assert (await shown(bob))[0]["last_try"] is None


async def test_events_that_were_not_chosen_do_not_come_and_notes_do_where_asked_for(
    ada: Api, receiver: Receiver
) -> None:
    await made(ada, events=["workout.deleted"], with_notes=True)
    workout = await ada.save(note="Meine Wörter")
    await ada.delete(f"/workouts/{workout['id']}")
    assert await receiver.send_due() == 1
    body = json.loads(receiver.service.received[0].body)
    assert (body["type"], body["data"]["note"]) == ("workout.deleted", "Meine Wörter")


async def test_a_repeat_and_an_import_tell_nothing(ada: Api, receiver: Receiver, sql: Sql) -> None:
    await made(ada)
    workout = new_workout()
    assert (await ada.post("/workouts", workout)).status_code == 201
    assert (await ada.post("/workouts", workout)).status_code == 200
    assert (await ada.post("/workouts/import", {"workouts": [new_workout()]})).status_code == 200
    assert await sql.value("SELECT count(*) FROM webhook_events") == 1


async def test_a_save_asks_the_database_no_more_often_with_webhooks_than_without(
    ada: Api, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Executable] = []

    async def noted(connection: asyncpg.Connection, times: Any, statement: Executable, given: Any) -> Any:
        asked.append(statement)
        return await driver.fetch(connection, times, statement, given)

    monkeypatch.setattr(databases, "fetch", noted)
    await ada.save()
    asked.clear()
    await ada.save()
    without = list(asked)
    await made(ada)
    asked.clear()
    await ada.save()
    assert asked == without
    assert len(without) <= 3


async def test_a_rolled_back_change_is_not_reported(ada: Api, receiver: Receiver, sql: Sql, clock: FakeClock) -> None:
    await made(ada)
    await sql.execute("ALTER TABLE statistics_snapshots ADD CONSTRAINT none CHECK (false) NOT VALID")
    try:
        assert (await ada.post("/workouts", new_workout())).status_code >= 500
    finally:
        await sql.execute("ALTER TABLE statistics_snapshots DROP CONSTRAINT none")
    assert await sql.value("SELECT count(*) FROM webhook_events") == 0
    assert await sql.value("SELECT count(*) FROM workouts") == 0


async def test_a_failure_is_tried_again_for_a_day_and_then_given_up(
    ada: Api, receiver: Receiver, clock: FakeClock
) -> None:
    await made(ada)
    await ada.save()
    receiver.service.answers = [FAILED] * len(PAUSES_SECONDS)
    assert await receiver.send_due() == 1
    for pause in PAUSES_SECONDS[:-1]:
        clock.now += timedelta(seconds=pause - 1)
        assert await receiver.send_due() == 0
        clock.now += timedelta(seconds=1)
        assert await receiver.send_due() == 1
    assert clock.now - NOW > timedelta(hours=24)
    assert len(set(receiver.ids)) == 1
    assert len({each.body for each in receiver.service.received}) == 1
    assert (await shown(await ada.sign_in("ada")))[0]["enabled"]
    clock.now += timedelta(minutes=1)
    assert await receiver.send_due() == 0
    [webhook] = await shown(await ada.sign_in("ada"))
    assert (webhook["enabled"], webhook["lost"], webhook["waiting"]) == (False, 1, 0)
    assert webhook["last_try"]["status"] == 500


async def test_who_takes_others_meanwhile_is_not_switched_off(ada: Api, receiver: Receiver, clock: FakeClock) -> None:
    await made(ada)
    await ada.save()
    receiver.service.answers = [FAILED]
    assert await receiver.send_due() == 1
    await ada.save()
    assert await receiver.send_due() == 1
    clock.now += timedelta(days=3)
    assert await receiver.send_due() == 0
    assert [(each["enabled"], each["lost"]) for each in await shown(await ada.sign_in("ada"))] == [(True, 1)]


async def test_after_a_failure_it_comes_the_next_time(ada: Api, receiver: Receiver, clock: FakeClock) -> None:
    await made(ada)
    await ada.save()
    receiver.service.answers = [FAILED, "200 OK"]
    await receiver.send_due()
    clock.now += timedelta(minutes=1)
    await receiver.send_due()
    clock.now += timedelta(days=1)
    assert await receiver.send_due() == 0
    assert len(set(receiver.ids)) == 1
    assert (await shown(await ada.sign_in("ada")))[0]["last_try"]["status"] == 200


async def test_a_process_that_dies_between_send_and_mark_has_it_come_again_by_the_same_id(
    ada: Api, receiver: Receiver, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await made(ada)
    await ada.save()
    with monkeypatch.context() as patch:
        patch.setattr(WebhookRepository, "taken", _dies)
        with pytest.raises(asyncio.CancelledError):
            await receiver.send_due()
    assert await receiver.send_due() == 0
    clock.now += timedelta(minutes=1)
    assert await receiver.send_due() == 1
    first, second = receiver.service.received
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)


async def _dies(*_: object) -> None:
    raise asyncio.CancelledError


async def test_redirects_are_not_followed_and_gone_switches_it_off(ada: Api, receiver: Receiver) -> None:
    await made(ada)
    await ada.save()
    receiver.service.answers = ["307 Temporary Redirect\r\nLocation: https://push.example.com/other"]
    await receiver.send_due()
    [webhook] = await shown(ada)
    assert (webhook["last_try"]["status"], webhook["waiting"], len(receiver.ids)) == (307, 1, 1)
    await ada.save()
    receiver.service.answers = ["410 Gone"]
    await receiver.send_due()
    [webhook] = await shown(ada)
    assert (webhook["enabled"], webhook["waiting"]) == (False, 0)


@pytest.mark.parametrize(
    ("answer", "result"), [(ENDLESS, "delivered"), (ENDLESS_HEAD, "unreachable"), (SILENCE, "too_slow")]
)
async def test_an_answer_without_an_end_is_cut_off(ada: Api, receiver: Receiver, answer: str, result: str) -> None:
    await made(ada)
    await ada.save()
    receiver.service.answers = [answer]
    await receiver.send_due()
    assert (await shown(ada))[0]["last_try"]["result"] == result
    # What was on its way is read by nobody: the buffers of the sockets hold it.
    assert receiver.service.endless_bytes < 16 * 1024 * 1024


async def test_a_name_that_leads_elsewhere_later_leads_nowhere(ada: Api, receiver: Receiver, clock: FakeClock) -> None:
    await made(ada)
    await ada.save()
    answers = iter(["93.184.215.14", "10.0.0.1"])

    async def rebound(_host: str, _port: int) -> list[str]:
        return [next(answers)]

    state, way_out = receiver.app.state.resources, Elsewhere(receiver.service)
    client = OutgoingClient(CheckedHosts(state.webhook_hosts.may_reach, rebound, way_out), receiver.service.context)
    with changed(receiver.app, webhook_client=client):
        receiver.service.answers = [f"{FAILED}\r\nConnection: close"]
        await receiver.send_due()
        clock.now += timedelta(minutes=1)
        await receiver.send_due()
    await client.close()
    # Asked once for each connection, and the address that was looked at is the one that is reached.
    assert way_out.asked == ["93.184.215.14"]
    assert (await shown(ada))[0]["last_try"]["result"] == "not_allowed"


async def test_a_host_that_the_operator_takes_back_is_sent_nothing(ada: Api, receiver: Receiver, sql: Sql) -> None:
    webhook = await made(ada)
    await sql.execute("UPDATE webhooks SET url = $1", URL.replace(HOST, "elsewhere.example.com"))
    tested = await ada.post(f"{PATH}/{webhook['id']}/test")
    assert tested.json()["last_try"]["result"] == "not_allowed"
    assert receiver.ids == []


async def test_a_slow_receiver_does_not_delay_others(ada: Api, bob: Api, receiver: Receiver) -> None:
    await made(ada)
    await made(bob, url=f"https://{HOST}/bobs")
    await ada.save()
    receiver.service.answers = [SILENCE]
    sending = asyncio.create_task(receiver.send_due())
    await asyncio.wait_for(receiver.service.came.wait(), 60)
    await bob.save()
    await sending
    assert [each.path for each in receiver.service.received] == ["/hook?key=of-the-receiver", "/bobs"]
    assert (await shown(ada))[0]["last_try"]["result"] == "too_slow"
    assert (await shown(bob))[0]["last_try"]["result"] == "delivered"


async def test_many_events_of_one_receiver_do_not_delay_others(
    ada: Api, bob: Api, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where slow ones take every place: each webhook has its turn."""
    monkeypatch.setattr(sending, "AT_ONCE", 1)
    hers, his = (await made(ada))["secret"], (await made(bob))["secret"]
    for _ in range(3):
        await ada.save()
    await bob.save()
    assert await receiver.send_due() == 4
    assert [is_signed_by(each, his) for each in receiver.service.received] == [False, True, False, False]
    assert sum(is_signed_by(each, hers) for each in receiver.service.received) == 3


async def test_so_many_wait_and_no_more(ada: Api, receiver: Receiver, sql: Sql) -> None:
    await made(ada)
    await ada.save()
    await sql.execute(
        "INSERT INTO webhook_events (user_id, webhook_id, type, workout, due_at, created_at)"
        " SELECT user_id, webhook_id, type, workout, due_at, created_at FROM webhook_events, generate_series(3, $1)",
        MAX_WAITING,
    )
    for waiting in (MAX_WAITING, MAX_WAITING):
        await ada.save()
        assert [each["waiting"] for each in await shown(ada)] == [waiting]
