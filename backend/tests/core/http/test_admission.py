"""What is asked before a body is read: who, how often, how long; and what is measured before anything is made of it."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from hypothesis import given
from hypothesis import strategies as st

from exercise_buddy.core.errors import ServerBusy
from exercise_buddy.core.http.limits import admission
from exercise_buddy.core.http.limits.admission import AdmittedRoute, InFlight
from exercise_buddy.core.http.limits.json_shape import TooComplex, refuse_complex
from exercise_buddy.core.http.limits.rate_limit import Limit
from exercise_buddy.core.workers import CALLER, Caller
from exercise_buddy.main import ROUTERS, create_app
from exercise_buddy.users.password_hasher import PasswordHasher
from tests.support import Api, assert_problem, changed, new_user, new_workout

JSON = {"Content-Type": "application/json"}


class Unread:
    """A body that tells whether anybody began to read it."""

    def __init__(self, *chunks: bytes) -> None:
        self.chunks = chunks
        self.is_read = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self.is_read = True
        for chunk in self.chunks:
            yield chunk


def test_every_route_of_the_api_is_admitted() -> None:
    routes = [route for router in ROUTERS for route in router.routes]
    assert len(routes) > 30
    assert all(isinstance(route, AdmittedRoute) for route in routes if isinstance(route, APIRoute))


@pytest.mark.parametrize("path", ["/workouts", "/workouts/import", "/goals", "/users/me/password"])
async def test_an_unauthenticated_body_is_not_read(api: Api, path: str) -> None:
    body = Unread(b"{")
    assert_problem(await api.call("POST", path, content=body, headers=JSON), 401, "not_authenticated")
    assert not body.is_read


async def test_a_rate_limited_body_is_not_read(ada: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "SIGNED_IN_REQUESTS", Limit.of("requests", "2/minute"))
    body = Unread(json.dumps(new_workout()).encode())
    for _ in range(2):
        assert (await ada.get("/users/me")).status_code == 200
    assert_problem(await ada.call("POST", "/workouts", content=body, headers=JSON), 429, "too_many_requests")
    assert not body.is_read


async def test_only_the_rate_limited_client_waits_for_its_refusal(
    app: FastAPI, ada: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert create_app(app.state.resources.settings).state.resources.refusal_pause_seconds > 0
    monkeypatch.setattr(admission, "SIGNED_IN_REQUESTS", Limit.of("requests", "2/minute"))
    with changed(app, refusal_pause_seconds=3600):
        for _ in range(2):
            assert (await ada.get("/users/me")).status_code == 200
        refused = asyncio.create_task(ada.get("/users/me"))
        for _ in range(20):
            assert (await ada.http.get("/healthz")).status_code == 200
        assert not refused.done()
        refused.cancel()


async def test_nobody_sends_forms_too_often(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "ANONYMOUS_FORMS", Limit.of("anonymous-forms", "2/minute"))
    for _ in range(2):
        answer = await api.call("POST", "/auth/passkeys/login", content=b"[", headers=JSON)
        assert_problem(answer, 422, "validation_failed")
    body = Unread(b"[")
    assert_problem(await api.call("POST", "/auth/register", content=body, headers=JSON), 429, "too_many_requests")
    assert not body.is_read
    assert (await api.get("/exercises")).status_code == 200


@pytest.mark.parametrize(
    ("path", "size"),
    [("/auth/login", 17), ("/auth/register", 17), ("/auth/passkeys/login", 17), ("/goals", 17), ("/workouts", 513)],
)
async def test_each_route_has_a_bound_of_its_own(ada: Api, path: str, size: int) -> None:
    kilobytes = b" " * (size * 1024)
    announced = await ada.call("POST", path, content=kilobytes, headers=JSON)
    grown = await ada.call("POST", path, content=Unread(*[kilobytes[:1024]] * size), headers=JSON)
    for answer in (announced, grown):
        assert str(size - 1) in assert_problem(answer, 413, "payload_too_large")["detail"]


NESTED = json.dumps({"challenge_id": "x", "credential": json.loads("[" * 300 + "]" * 300)}).encode()
MANY_KEYS = json.dumps({f"k{n}": 0 for n in range(1000)}).encode()


@pytest.mark.parametrize("path", ["/auth/passkeys/login", "/auth/login", "/auth/register", "/auth/reset-password"])
@pytest.mark.parametrize("body", [NESTED, MANY_KEYS], ids=["nested", "many keys"])
async def test_what_is_too_complex_is_refused_before_it_is_parsed(
    api: Api, path: str, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(*_arguments: Any, **_options: Any) -> None:
        raise AssertionError("it was parsed")

    monkeypatch.setattr(json, "loads", parse)
    answer = await api.call("POST", path, content=body, headers=JSON)
    monkeypatch.undo()
    assert_problem(answer, 422, "too_complex")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ['{"\u0122": ' + "[" * 3000, '{"\u2222": [' + "0," * 3000 + "0]}", "{}", "1"])
async def test_json_that_is_measured_wrong_is_refused_before_it_is_parsed(
    api: Api, text: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of either letter looks like a quotation mark, so that what follows would pass for text."""

    def parse(*_arguments: Any, **_options: Any) -> None:
        raise AssertionError("it was parsed")

    monkeypatch.setattr(json, "loads", parse)
    answer = await api.call("POST", "/auth/login", content=text.encode(encoding)[:16_000], headers=JSON)
    monkeypatch.undo()
    assert_problem(answer, 400, "bad_request")


async def test_a_workout_of_unknown_fields_is_refused_before_it_is_parsed(ada: Api) -> None:
    """Its route takes many values, for the repetitions, but not so many fields."""
    assert_problem(await ada.post("/workouts", {f"k{n}": 0 for n in range(1000)}), 422, "too_complex")


async def test_a_long_honest_set_is_taken(ada: Api) -> None:
    """Twelve hundred repetitions with eleven numbers each."""
    repetition = {f"number_{n}": n for n in range(11)}
    answer = await ada.post("/workouts", new_workout(details={"measures": [repetition] * 1200}, reps_count=1200))
    assert answer.status_code == 201, answer.text


async def test_a_note_of_commas_and_brackets_is_taken(ada: Api) -> None:
    answer = await ada.post("/workouts", new_workout(note="[{," * 600))
    assert answer.status_code == 201, answer.text
    workout = answer.json()["workout"]
    changed_note = await ada.patch(f"/workouts/{workout['id']}", {"note": '\\"[{,' * 300})
    assert changed_note.status_code == 200, changed_note.text


def depth_and_values(value: Any) -> tuple[int, int]:
    children = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else None
    if children is None:
        return 0, 0
    inner = [depth_and_values(child) for child in children]
    return 1 + max((d for d, _ in inner), default=0), max(1, len(children)) + sum(v for _, v in inner)


ANY_JSON = st.recursive(
    st.none() | st.integers() | st.text('ab\\"[]{},:é', max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text('ab\\"[]{},', max_size=4), inner, max_size=4),
    max_leaves=30,
)


@given(ANY_JSON, st.booleans(), st.sampled_from([None, 1]))
def test_the_measure_is_that_of_the_parsed_value(value: Any, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()
    depth, values = depth_and_values(value)
    members = max(1, len(value)) if isinstance(value, dict | list) else 1
    refuse_complex(text, values, depth, members)
    if depth:
        with pytest.raises(TooComplex):
            refuse_complex(text, values, depth - 1, members)
        with pytest.raises(TooComplex):
            refuse_complex(text, values - 1, depth, members)
    if members > 1:
        with pytest.raises(TooComplex):
            refuse_complex(text, values, depth, members - 1)


@given(st.binary() | st.text('"\\[]{},').map(str.encode))
def test_any_bytes_are_measured(text: bytes) -> None:
    refuse_complex(text, len(text), len(text), len(text) + 1)


async def test_requests_under_way_are_bounded_by_network(app: FastAPI, api: Api) -> None:
    few = replace(app.state.resources.admission, requests=InFlight("requests", most=3, most_of_one=2))
    both, release = asyncio.Barrier(3), asyncio.Event()

    async def stalled() -> AsyncIterator[bytes]:
        yield b"{"
        await both.wait()
        await release.wait()
        yield b"}"

    with changed(app, admission=few):
        held = [asyncio.create_task(api.call("POST", "/auth/login", content=stalled(), headers=JSON)) for _ in range(2)]
        await both.wait()
        refused = await api.get("/exercises")
        elsewhere = httpx.ASGITransport(app, client=("192.0.2.7", 1))
        async with httpx.AsyncClient(transport=elsewhere, base_url="http://127.0.0.1:8000") as other:
            served = await other.get("/api/v1/exercises")
        release.set()
        await asyncio.gather(*held)
        assert (await api.get("/exercises")).status_code == 200
    assert_problem(refused, 503, "server_busy")
    assert served.status_code == 200


def test_bytes_under_way_are_bounded_in_all_and_by_network() -> None:
    held = InFlight("bytes", most=10, most_of_one=6)
    with held.held("a") as hold_a, held.held("b") as hold_b:
        hold_a(6)
        with pytest.raises(ServerBusy):
            hold_a(1)
        hold_b(4)
        with pytest.raises(ServerBusy):
            hold_b(1)
    with held.held("a") as hold_a:
        hold_a(6)


def test_the_networks_of_one_site_are_bounded_together() -> None:
    held = InFlight("bytes", most=10, most_of_one=3)
    with held.held("2001:db8:1:1::/64") as hold_a, held.held("2001:db8:1:2::/64") as hold_b:
        hold_a(3)
        hold_b(3)
        with pytest.raises(ServerBusy):
            held.add("2001:db8:1:3::/64", 1)
        held.add("2001:db8:2:1::/64", 1)
    held.add("2001:db8:1:3::/64", 1)


async def test_the_networks_of_one_site_take_one_turn(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    callers: list[Caller] = []

    async def verify(_hasher: PasswordHasher, _password: str, _hash: str | None) -> bool:
        callers.append(CALLER.get())
        return False

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    for number in range(2):
        transport = httpx.ASGITransport(app, client=(f"2001:db8:1:{number}::1", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            await client.post("/api/v1/auth/login", json={"identifier": "ada", "password": "x"})
    assert callers == [Caller("2001:db8:1::/48")] * 2


async def test_a_large_body_counts_until_it_is_answered(app: FastAPI, ada: Api) -> None:
    tight = replace(app.state.resources.admission, bytes=InFlight("bytes", most=20, most_of_one=20))
    with changed(app, admission=tight):
        assert_problem(await ada.post("/auth/register", new_user("carol")), 503, "server_busy")
    assert tight.bytes._all == 0  # noqa: SLF001 - nothing is held for a request that is over
