"""Limits by network behind a CDN: each of the people behind one edge has his own."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from exercise_buddy.auth import router
from exercise_buddy.core.http.edge import BehindEdge
from exercise_buddy.core.http.limits.rate_limit import Limit
from exercise_buddy.core.settings import Settings
from exercise_buddy.main import create_app

NEW, OLD = "Zk3vQ8r1Yt6Wm0Xb5Nc9Hd2Lf7Gj4Sp1Aq8Eu", "p1Yt6Wm0Xb5Nc9Hd2Lf7Gj4Sp1Aq8EuZk3vQ8r1"
FORM = {"identifier": "nobody", "password": "wrong password"}


@pytest.fixture(autouse=True)
def one_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router, "LOGINS_PER_NETWORK", Limit.of("b", "1/hour"))


@pytest.fixture
async def edge(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    """The one address from which a CDN asks."""
    monkeypatch.setattr(app, "front", BehindEdge(app.front, [NEW, OLD]))  # type: ignore[attr-defined]  # our own Application
    transport = httpx.ASGITransport(app, client=("198.51.100.1", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000/api/v1") as client:
        yield client


async def sign_ins(edge: httpx.AsyncClient, *headers: list[tuple[str, str]]) -> list[int]:
    return [(await edge.post("/auth/login", json=FORM, headers=each)).status_code for each in headers]


def by(address: str, *secrets: str) -> list[tuple[str, str]]:
    return [("X-Vercel-Forwarded-For", address), *(("X-Edge-Secret", secret) for secret in secrets)]


async def test_people_behind_one_edge_have_limits_of_their_own(edge: httpx.AsyncClient) -> None:
    asked = [by("203.0.113.7", NEW), by("203.0.113.7", NEW), by("203.0.113.8", OLD), by("2001:db8::1", NEW)]
    assert await sign_ins(edge, *asked, by("2001:db8::2", OLD)) == [401, 429, 401, 401, 429]


@pytest.mark.parametrize(
    "headers",
    [
        by("203.0.113.7"),
        by("203.0.113.7", "guessed"),
        by("203.0.113.7", "guessed", NEW),
        by("203.0.113.7, 203.0.113.9", NEW),
        by("nowhere", NEW),
        [*by("203.0.113.7", NEW), ("X-Vercel-Forwarded-For", "203.0.113.8")],
        [("X-Edge-Secret", NEW)],
    ],
)
async def test_what_the_edge_did_not_write_is_not_believed(
    edge: httpx.AsyncClient, headers: list[tuple[str, str]]
) -> None:
    assert await sign_ins(edge, [], headers) == [401, 429]


def test_a_setting_puts_it_in_front(app: FastAPI) -> None:
    settings: Settings = app.state.resources.settings
    assert not isinstance(app.front, BehindEdge)  # type: ignore[attr-defined]
    behind = create_app(settings.model_copy(update={"edge_secrets": [SecretStr(NEW)]}))
    assert isinstance(behind.front, BehindEdge)  # type: ignore[attr-defined]
