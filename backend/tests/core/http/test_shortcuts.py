"""A shortcut and the endpoint that it stands for answer alike, whatever they are asked."""

import json
from typing import Any

import httpx
import pytest

from exercise_buddy.core.http.shortcuts import LongWay
from exercise_buddy.statistics import router as statistics
from exercise_buddy.workouts import router as workouts
from tests.support import Api, new_training, new_workout

JSON = {"Content-Type": "application/json"}
READS: list[tuple[str, dict[str, Any]]] = [
    ("/workouts", {}),
    ("/workouts", {"limit": 1}),
    ("/workouts", {"limit": [1, 2]}),
    ("/workouts", {"limit": 0}),
    ("/workouts", {"limit": "many"}),
    ("/workouts", {"details": "true"}),
    ("/workouts", {"cursor": "none"}),
    ("/workouts", {"unknown": 1}),
    ("/workouts", {"exercise_type": "push-up", "from": "2026-03-01", "to": "2026-03-31"}),
    ("/workouts", {"from": "2026-03-31", "to": "2026-03-01"}),
    ("/statistics", {}),
    ("/statistics", {"from": "2026-03-01"}),
    ("/statistics", {"from": "yesterday"}),
]
BODIES: list[bytes] = [
    b"",
    b"[]",
    b"{",
    b"null",
    b'{"id": 1}',
    b'{"note": "\\ud800"}',
    b'{"reps_count": NaN}',
    b'{"reps_count": 123456789012345678901234567890}',
    b"\xff",
    json.dumps(new_workout(reps_count=-1)).encode(),
    json.dumps(new_workout(started_at="2030-01-01T00:00:00Z")).encode(),
    json.dumps(new_workout(details={"repetitions": [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]})).encode(),
]


@pytest.fixture
def long_way(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Has every shortcut step aside from now on."""

    def take() -> None:
        def aside(*_: object) -> None:
            raise LongWay

        for router in (workouts, statistics):
            monkeypatch.setattr(router, "plain", aside)

    return take


def said(answer: httpx.Response) -> tuple[int, Any, dict[str, str]]:
    """All of an answer but its id."""
    headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    return answer.status_code, answer.json(), headers


async def test_reads(ada: Api, long_way: Any) -> None:
    await ada.save(training=new_training(), note="ünï 💪")
    await ada.save()
    anonymous = Api(ada.http)
    short = [said(await api.get(path, **query)) for api in (ada, anonymous) for path, query in READS]
    long_way()
    assert [said(await api.get(path, **query)) for api in (ada, anonymous) for path, query in READS] == short
    assert {status for status, _, _ in short} == {200, 401, 422}


async def test_saves(ada: Api, long_way: Any) -> None:
    anonymous = Api(ada.http)
    plain = json.dumps(new_workout()).encode()
    first = await ada.call("POST", "/workouts", content=plain, headers=JSON)
    asked = [(api, body, kind) for api in (ada, anonymous) for body in (plain, *BODIES) for kind in (JSON, {})]
    short = [said(await api.call("POST", "/workouts", content=body, headers=kind)) for api, body, kind in asked]
    long_way()
    assert [said(await api.call("POST", "/workouts", content=body, headers=kind)) for api, body, kind in asked] == short
    assert first.status_code == 201
    assert short[0][:2] == (200, first.json())
    assert {status for status, _, _ in short} >= {200, 401, 422}
