"""The life of sessions: whatever is done in whatever order, the application does what a simple model says."""

import os
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from itertools import count
from typing import cast

import httpx
import jwt
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pydantic import SecretStr

from exercise_buddy.auth.sessions.service import MAX_SESSION_AGE, RETRY_WINDOW
from exercise_buddy.core.settings import Settings
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.main import create_app
from exercise_buddy.users.access_tokens import CLOCK_SKEW
from exercise_buddy.users.password_hasher import PasswordHasher
from tests.conftest import copied
from tests.security.session_model import ACCESS_LIFETIME, REFRESH_LIFETIME, Access, Grant, Refresh, Session, User
from tests.servers.live import served
from tests.support import CHEAP_BCRYPT, NOW, V1, FakeClock, assert_problem, cookies_set_by, new_user, put

EXAMPLES_IN_TESTS = 20
EXAMPLES = int(os.environ.get("SESSION_LIFE_EXAMPLES", "0"))
"""Where it is set: so many, other ones each time."""

STEPS = 40
MAX_USERS = 2
PASSWORDS = st.sampled_from(["correct horse battery", "staple correct horse", "battery staple correct"])
BROWSERS = st.sampled_from(["browser/1", "browser/2"])
DELAYS = st.sampled_from([timedelta(0), RETRY_WINDOW, RETRY_WINDOW + timedelta(seconds=1)])
SPANS = st.sampled_from(
    [ACCESS_LIFETIME, ACCESS_LIFETIME + CLOCK_SKEW, CLOCK_SKEW, timedelta(days=4), REFRESH_LIFETIME]
)
ENDS = ("log out", "log out everywhere", "change the password", "end a session", "delete the account")


def passwords(current: str, new: str) -> dict[str, str]:
    """The form of a change."""
    return {"current_password": current, "new_password": new}


class SessionLife(RuleBasedStateMachine):
    """Does the same to the application and to the model, and compares each answer."""

    users = Bundle[User]("users")
    grants = Bundle[Grant]("grants")

    def __init__(self, http: httpx.Client, clock: FakeClock, names: Iterator[str]) -> None:
        super().__init__()
        self.http = http
        self.clock = clock
        self.names = names
        self.registered = 0
        self.given: list[Grant] = []
        clock.now = NOW

    @precondition(lambda self: self.registered < MAX_USERS)
    @rule(target=users, password=PASSWORDS)
    def register(self, password: str) -> User:
        self.registered += 1
        name = next(self.names)
        answer = self.http.post("/auth/register", json=new_user(name, password=password))
        assert answer.status_code == 201, answer.text
        return User(name, password)

    @rule(target=grants, user=users, browser=BROWSERS)
    def log_in(self, user: User, browser: str) -> Grant | MultipleResults[Grant]:
        return self._log_in(user, user.password, browser) or multiple()

    @rule(target=grants, user=users, password=PASSWORDS)
    def try_a_password(self, user: User, password: str) -> Grant | MultipleResults[Grant]:
        return self._log_in(user, password, "browser/1") or multiple()

    @rule(target=grants, grant=grants, delay=DELAYS, browser=st.none() | BROWSERS)
    def refresh(self, grant: Grant, delay: timedelta, browser: str | None) -> Grant | MultipleResults[Grant]:
        self.clock.now += delay
        return self._refresh(grant.refresh, browser or grant.session.browser) or multiple()

    @rule(target=grants, grant=grants, delay=DELAYS, browser=st.none() | BROWSERS)
    def refresh_twice(self, grant: Grant, delay: timedelta, browser: str | None) -> Grant | MultipleResults[Grant]:
        first = self._refresh(grant.refresh, grant.session.browser)
        self.clock.now += delay
        return self._refresh(grant.refresh, browser or grant.session.browser) or first or multiple()

    @rule(grant=grants, end=st.sampled_from(ENDS), number=st.integers(0, 5))
    def end_something(self, grant: Grant, end: str, number: int) -> None:
        """One rule for all of them: after most, there is little left to do with the grants there are."""
        if end == "log out":
            self._log_out(grant)
        elif end == "log out everywhere":
            self._log_out_everywhere(grant)
        elif end == "change the password":
            self._change_password(grant, f"staple correct horse {number}")
        elif end == "delete the account":
            self._delete_the_account(grant)
        else:
            self._end_session(grant, number)
        for other in self.given:
            self.read(other)

    @rule(grant=grants)
    def fail_to_confirm(self, grant: Grant) -> None:
        answer = self._call("POST", "/users/me/password", grant, passwords("a wrong guess", "staple correct horse"))
        self._is_admitted(answer, grant, 403)
        self._is_admitted(self._call("DELETE", "/users/me", grant, {"password": "a wrong guess"}), grant, 403)

    @rule(grant=grants)
    def read(self, grant: Grant) -> None:
        answer = self._call("GET", "/users/me/sessions", grant)
        if self._is_admitted(answer, grant, 200):
            listed = [session["id"] for session in answer.json()["items"]]
            assert sorted(listed) == sorted(self._live_sessions(grant.session.user))

    @rule(span=SPANS)
    def wait(self, span: timedelta) -> None:
        self.clock.now += span

    def _log_out(self, grant: Grant) -> None:
        answer = self.http.post("/auth/logout", headers={"Cookie": f"refresh_token={grant.refresh.cookie}"})
        assert answer.status_code == 204, answer.text
        grant.session.ended = True

    def _log_out_everywhere(self, grant: Grant) -> None:
        if self._is_admitted(self._call("POST", "/auth/logout-all", grant), grant, 204):
            for session in grant.session.user.sessions:
                session.ended = True

    def _change_password(self, grant: Grant, new: str) -> None:
        user = grant.session.user
        answer = self._call("POST", "/users/me/password", grant, passwords(user.password, new))
        if self._is_admitted(answer, grant, 204):
            user.password = new
            for session in user.sessions:
                session.ended = session.ended or session is not grant.session

    def _end_session(self, grant: Grant, number: int) -> None:
        sessions = grant.session.user.sessions
        session = sessions[number % len(sessions)]
        there_is_one = session.is_stored
        answer = self._call("DELETE", f"/users/me/sessions/{session.id}", grant)
        if self._is_admitted(answer, grant, 204 if there_is_one else 404):
            session.ended = True

    def _delete_the_account(self, grant: Grant) -> None:
        user = grant.session.user
        if self._is_admitted(self._call("DELETE", "/users/me", grant, {"password": user.password}), grant, 204):
            user.exists = False

    def _log_in(self, user: User, password: str, browser: str) -> Grant | None:
        body = {"identifier": user.name, "password": password}
        answer = self.http.post("/auth/login", json=body, headers={"User-Agent": browser})
        if not user.exists or password != user.password:
            assert_problem(answer, 401, "invalid_credentials")
            return None
        assert answer.status_code == 200, answer.text
        now = self.clock.now
        for session in user.sessions:
            session.purged = session.purged or session.expires_at < now
        session_id = jwt.decode(answer.json()["access_token"], options={"verify_signature": False})["sid"]
        session = Session(user, session_id, now, now, now + REFRESH_LIFETIME, browser)
        user.sessions.append(session)
        return self._grant(answer, session, is_repeated=False)

    def _refresh(self, token: Refresh, browser: str) -> Grant | None:
        headers = {"Cookie": f"refresh_token={token.cookie}", "User-Agent": browser}
        answer = self.http.post("/auth/refresh", headers=headers)
        now, session = self.clock.now, token.session
        refusal = token.refusal(now, browser)
        if refusal:
            assert_problem(answer, 401, refusal)
            session.ended = session.ended or refusal == "refresh_token_reused"
            return None
        is_repeated = not token.is_last
        if not is_repeated:
            session.refreshed_at, session.browser = now, browser
            session.expires_at = min(now + REFRESH_LIFETIME, session.begun_at + MAX_SESSION_AGE)
        return self._grant(answer, session, is_repeated=is_repeated)

    def _grant(self, answer: httpx.Response, session: Session, *, is_repeated: bool) -> Grant:
        assert answer.status_code == 200, answer.text
        cookie = cookies_set_by(answer)["refresh_token"].value
        self.http.cookies.clear()
        if is_repeated:
            assert cookie == session.cookies[-1]
        else:
            assert cookie not in session.cookies
            session.cookies.append(cookie)
        access = Access(session, answer.json()["access_token"], self.clock.now + ACCESS_LIFETIME)
        grant = Grant(Refresh(session, len(session.cookies) - 1), access, session)
        self.given.append(grant)
        return grant

    def _call(self, method: str, path: str, grant: Grant, body: object = None) -> httpx.Response:
        return self.http.request(method, path, json=body, headers={"Authorization": f"Bearer {grant.access.token}"})

    def _is_admitted(self, answer: httpx.Response, grant: Grant, expected: int) -> bool:
        """Whether the access token let the request through, as the model says."""
        refusal = grant.access.refusal(self.clock.now)
        if refusal:
            assert_problem(answer, 401, refusal)
            return False
        assert answer.status_code == expected, answer.text
        return expected < 300

    def _live_sessions(self, user: User) -> list[str]:
        return [session.id for session in user.sessions if session.is_live(self.clock.now)]


@pytest.fixture
async def http(postgres: EmbeddedPostgres, clock: FakeClock) -> AsyncIterator[httpx.Client]:
    """The application behind a real socket, on a database of its own, with the clock of the test."""
    async with copied(postgres) as url:
        app = create_app(
            Settings(database_url=SecretStr(url), jwt_secret=SecretStr("s" * 40), rate_limits=False), clock=clock
        )
        put(app, password_hasher=PasswordHasher(CHEAP_BCRYPT))
        with served(app) as address, httpx.Client(base_url=address + V1, timeout=60) as client:
            yield client


def test_sessions_live_as_the_model_says(http: httpx.Client, clock: FakeClock) -> None:
    names = (f"user{number}" for number in count())
    run_state_machine_as_test(
        # Any callable will do, whatever the annotation says.
        cast("type[SessionLife]", lambda: SessionLife(http, clock, names)),
        settings=settings(
            max_examples=EXAMPLES or EXAMPLES_IN_TESTS,
            derandomize=not EXAMPLES,
            stateful_step_count=STEPS,
            phases=[Phase.generate, Phase.shrink],
        ),
    )
