"""The owner of an account and a thief, each of whom sends one request after another while the other one does, too."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx
import jwt

from exercise_buddy.auth.postbox.mailer import Mail, Mailer
from tests.authenticator import Authenticator
from tests.security.account_model import Step
from tests.support import V1, cookies_set_by

LINK = re.compile(r"/(?P<purpose>[a-z-]+)#token=(?P<token>\S+)")
BROWSER = "browser/1"


class Letterbox(Mailer):
    """Keeps what would be sent, at the edge of the process."""

    def __init__(self) -> None:
        super().__init__(None)
        self.mails: list[Mail] = []

    @property
    def is_configured(self) -> bool:
        return True

    def post(self, mail: Mail, *_: object) -> None:
        self.mails.append(mail)

    def link(self, to: str, page: str) -> str:
        """The token of the last link to the page that went to the address."""
        for mail in reversed(self.mails):
            found = LINK.search(mail.text)
            if mail.to == to and found and found["purpose"] == page:
                return found["token"]
        raise AssertionError(f"no link to {page} for {to}")


@dataclass
class Journal:
    """Every step, in the order of the begins."""

    steps: list[Step] = field(default_factory=list)
    under_way: list[Step] = field(default_factory=list)
    moments: Iterator[int] = field(default_factory=count)

    def begin(self, kind: str, given: Mapping[str, Any]) -> Step:
        step = Step(kind, given, next(self.moments))
        self.steps.append(step)
        self.under_way.append(step)
        if len(self.under_way) > 1:
            for other in self.under_way:
                other.alone = False
        return step

    def end(self, step: Step, answer: httpx.Response, got: Mapping[str, Any]) -> None:
        step.ended = next(self.moments)
        self.under_way.remove(step)
        step.status, step.got = answer.status_code, got
        refused = answer.headers.get("content-type") == "application/problem+json"
        step.code = str(answer.json()["code"]) if refused else ""


@dataclass
class Client:
    """One browser: its tokens, and the journal that it shares with others."""

    http: httpx.AsyncClient
    journal: Journal
    letterbox: Letterbox
    name: str
    access: str = ""
    refresh_token: str = ""
    session: str = ""

    def copy(self, http: httpx.AsyncClient) -> "Client":
        """Someone who has stolen all that it has."""
        copied = (self.name, self.access, self.refresh_token, self.session)
        return Client(http, self.journal, self.letterbox, *copied)

    async def send(self, method: str, path: str, body: Any = None, refresh: str = "") -> httpx.Response:
        """A request that is no step."""
        headers = {"User-Agent": BROWSER}
        if self.access:
            headers["Authorization"] = f"Bearer {self.access}"
        if refresh:
            headers["Cookie"] = f"refresh_token={refresh}"
        answer = await self.http.request(method, V1 + path, json=body, headers=headers)
        self.http.cookies.clear()
        return answer

    async def step(
        self, kind: str, given: Mapping[str, Any], method: str, path: str, body: Any = None, refresh: str = ""
    ) -> Step:
        step = self.journal.begin(kind, given)
        answer = await self.send(method, path, body, refresh)
        got: dict[str, Any] = {}
        if answer.is_success and answer.content:
            got = self._take(answer) if "access_token" in answer.json() else answer.json()
        self.journal.end(step, answer, {name: got[name] for name in ("session", "refresh", "email") if name in got})
        return step

    def _take(self, answer: httpx.Response) -> dict[str, Any]:
        self.access = answer.json()["access_token"]
        self.session = jwt.decode(self.access, options={"verify_signature": False})["sid"]
        self.refresh_token = cookies_set_by(answer)["refresh_token"].value
        return {"session": self.session, "refresh": self.refresh_token}

    async def log_in(self, password: str) -> Step:
        body = {"identifier": self.name, "password": password}
        return await self.step("log in", {"password": password}, "POST", "/auth/login", body)

    async def log_in_by_passkey(self, passkey: str, key: Authenticator) -> Step:
        question = (await self.send("POST", "/auth/passkeys/options")).json()
        body = {"challenge_id": question["challenge_id"], "credential": key.get(question["options"])}
        return await self.step("log in by passkey", {"passkey": passkey}, "POST", "/auth/passkeys/login", body)

    async def refresh(self, token: str = "") -> Step:
        token = token or self.refresh_token
        return await self.step("refresh", {"refresh": token}, "POST", "/auth/refresh", None, token)

    async def read(self) -> Step:
        return await self.step("read", {"session": self.session}, "GET", "/users/me")

    async def log_out(self) -> Step:
        token = self.refresh_token
        return await self.step("log out", {"refresh": token}, "POST", "/auth/logout", None, token)

    async def log_out_everywhere(self) -> Step:
        return await self.step("log out everywhere", {"session": self.session}, "POST", "/auth/logout-all")

    async def end(self, other: str) -> Step:
        given = {"session": self.session, "other": other}
        return await self.step("end a session", given, "DELETE", f"/users/me/sessions/{other}")

    async def change_password(self, password: str, new: str) -> Step:
        given = {"session": self.session, "password": password, "new": new}
        body = {"current_password": password, "new_password": new}
        return await self.step("change the password", given, "POST", "/users/me/password", body)

    async def ask_for_address(self, password: str, new: str) -> Step:
        given = {"session": self.session, "password": password, "new": new}
        body = {"password": password, "new_email": new}
        step = await self.step("ask for another address", given, "POST", "/users/me/email", body)
        if step.went_well:
            step.got = {"link": self.letterbox.link(new, "verify-email")}
        return step

    async def change_address_by(self, link: str, asked_in: str) -> Step:
        given = {"link": link, "purpose": "change-email", "asked_in": asked_in}
        return await self.step("open a link", given, "POST", "/auth/verify-email", {"token": link})

    async def reset_by(self, link: str, new: str) -> Step:
        given = {"link": link, "purpose": "reset-password", "new": new}
        body = {"token": link, "new_password": new}
        return await self.step("open a link", given, "POST", "/auth/reset-password", body)

    async def add_passkey(self, passkey: str, question: Mapping[str, Any], key: Authenticator) -> Step:
        given = {"session": self.session, "challenge": question["challenge_id"], "passkey": passkey}
        credential = key.create(question["options"])
        body = {"challenge_id": question["challenge_id"], "credential": credential, "name": passkey}
        return await self.step("add a passkey", given, "POST", "/users/me/passkeys", body)

    async def remove_passkey(self, passkey: str, passkey_id: str, password: str) -> Step:
        given = {"session": self.session, "passkey": passkey, "password": password}
        path = f"/users/me/passkeys/{passkey_id}"
        return await self.step("remove a passkey", given, "DELETE", path, {"password": password})

    async def turn_codes_on(self, code: str) -> Step:
        given = {"session": self.session}
        return await self.step("turn codes on", given, "POST", "/users/me/totp/confirm", {"code": code})
