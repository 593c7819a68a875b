"""Bad input to the save: refused clearly, nothing stored, never a 500."""

from typing import Any

import httpx
import pytest

from tests.support import Api, Sql, assert_problem, new_workout


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth):
        value = {"deeper": value}
    return value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", None),
        ("id", "not-a-uuid"),
        ("id", 7),
        ("exercise_type", "yoga"),
        ("exercise_type", None),
        ("reps_count", -1),
        ("reps_count", 100_001),
        ("reps_count", 10**30),
        ("reps_count", 1.5),
        ("reps_count", "12"),
        ("reps_count", True),
        ("reps_count", None),
        ("counted_reps", -1),
        ("duration_seconds", 0),
        ("duration_seconds", 0.0004),
        ("duration_seconds", -3),
        ("duration_seconds", 86_401),
        ("duration_seconds", 1e300),
        ("duration_seconds", "30"),
        ("calories_burned", -1),
        ("calories_burned", 1e9),
        ("met", 0),
        ("met", 1000),
        ("met_code", "02020x"),
        ("met_code", "\uff10\uff12\uff10\uff12\uff10"),
        ("weight_kg", 0),
        ("weight_kg", 501),
        ("started_at", "2026-03-18T11:00:00"),
        ("started_at", "2026-03-18"),
        ("started_at", "soon"),
        ("started_at", 1_760_000_000),
        ("started_at", "1760000001"),
        ("started_at", "1999-12-31T23:59:59Z"),
        ("started_at", "9999-12-31T23:59:59-14:00"),
        ("started_at", "0001-01-01T00:00:00+14:00"),
        ("started_at", "2026-02-30T00:00:00Z"),
        ("started_at", "2026-03-20T12:00:00Z"),
        ("time_zone", "Mars/Olympus_Mons"),
        ("time_zone", "Europe/Berlin\x00"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", "EST5EDT4"),
        ("note", "nul \x00 inside"),
        ("note", "x" * 2001),
        ("note", 5),
        ("source", "Robert'); DROP TABLE users;--"),
        ("source", ""),
        ("details", []),
        ("details", "text"),
        ("details", {"nul": "\x00"}),
        ("details", {"nul\x00": 1}),
        ("details", {"list": [1, ["\x00"]]}),
        ("details", {"huge": 2**63}),
        ("details", {"huge": 1e300}),
        ("details", {"long": "x" * (257 * 1024)}),
        ("details", nested(12)),
        ("surprise", 1),
        ("user_id", "01939b5e-0000-7000-8000-000000000001"),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_stored(ada: Api, sql: Sql, field: str, value: object) -> None:
    problem = assert_problem(await ada.post("/workouts", new_workout(**{field: value})), 422, "validation_failed")
    assert problem["errors"][0]["location"].startswith(f"body.{field}")
    assert await sql.value("SELECT count(*) FROM workouts") == 0


@pytest.mark.parametrize("field", ["id", "exercise_type", "reps_count", "duration_seconds", "started_at"])
async def test_a_missing_field_is_named(ada: Api, field: str) -> None:
    body = new_workout()
    del body[field]
    problem = assert_problem(await ada.post("/workouts", body), 422, "validation_failed")
    assert problem["errors"] == [{"location": f"body.{field}", "code": "missing", "message": "Field required"}]


async def test_what_is_just_small_enough_is_stored_as_it_came(ada: Api) -> None:
    details = {"text": "x" * (255 * 1024), **nested(10), "ünï": "💪", "n": [2**63 - 1, -1.5e-8, None, True]}
    saved = await ada.save(details=details, note=" \t spaces around are cut \n")
    assert saved["details"] == details
    assert saved["note"] == "spaces around are cut"


async def raw(api: Api, body: bytes, content_type: str = "application/json") -> httpx.Response:
    return await api.call("POST", "/workouts", content=body, headers={"Content-Type": content_type})


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "validation_failed"),
        (b"{", 422, "validation_failed"),
        (b"null", 422, "validation_failed"),
        (b"[1, 2", 422, "validation_failed"),
        (b'{"reps_count": NaN}', 422, "validation_failed"),
        (b'{"duration_seconds": Infinity, "details": {"a": -Infinity}}', 422, "validation_failed"),
        (b'{"details": {"a": 1e999}}', 422, "validation_failed"),
        (b'{"note": "\\ud800"}', 422, "validation_failed"),
        (b'{"details": {"\\udfff": "\\ud800"}}', 422, "validation_failed"),
        (b'{"\\ud800": 1}', 422, "validation_failed"),
        (b'{"note": "\xff\xfe"}', 400, "bad_request"),
        (b"\x00\x00\x00", 400, "bad_request"),
        (b'{"details": ' + b'{"a":' * 400 + b"1" + b"}" * 400 + b"}", 422, "too_complex"),
        (b'{"details": ' + b'{"a":' * 40_000 + b"1" + b"}" * 40_000 + b"}", 422, "too_complex"),
        (b"[" * 200_000, 422, "too_complex"),
        (('{"note": "\u0122", "details": ' + "[" * 200_000).encode("utf-16"), 400, "bad_request"),
        (b'{"reps_count": ' + b"9" * 5000 + b"}", 400, "bad_request"),
        (b'{"note": "' + b"x" * 1024 * 1024 + b'"}', 413, "payload_too_large"),
    ],
)
async def test_a_body_that_is_not_json_or_too_large_is_refused(
    ada: Api, sql: Sql, body: bytes, status: int, code: str
) -> None:
    assert_problem(await raw(ada, body), status, code)
    assert await sql.value("SELECT count(*) FROM workouts") == 0


async def test_a_body_of_another_type_is_refused(ada: Api) -> None:
    assert_problem(await raw(ada, b"reps_count=12", "application/x-www-form-urlencoded"), 422, "validation_failed")
    assert_problem(await raw(ada, b"{}", "text/plain"), 422, "validation_failed")


async def test_a_long_list_of_errors_is_cut(ada: Api) -> None:
    body = {f"field{'x' * 1000}{number}": 1 for number in range(99)}
    problem = assert_problem(await ada.post("/workouts", body), 422, "validation_failed")
    assert len(problem["errors"]) == 20
    assert max(len(error["location"]) for error in problem["errors"]) == 200
