"""What one account is, plainly, and whether there is an order of steps in which what was answered makes sense.

The criterion is linearizability (Herlihy and Wing, TOPLAS 1990): each request takes effect at one moment between its
begin and its end. Which moment is not known, so every order that the begins and ends allow is tried.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(eq=False)
class Step:
    """A request and its answer; `began` and `ended` count the begins and ends of all of them."""

    kind: str
    given: Mapping[str, Any]
    began: int
    ended: int = 0
    status: int = 0
    code: str = ""
    got: Mapping[str, Any] = field(default_factory=dict)
    alone: bool = True
    """Whether nothing else was under way: then nothing may be refused for having changed meanwhile."""

    @property
    def went_well(self) -> bool:
        """Whether it was granted."""
        return 200 <= self.status < 300

    def __str__(self) -> str:
        given = ", ".join(f"{name}={_short(value)}" for name, value in self.given.items())
        got = ", ".join(f"{name}={_short(value)}" for name, value in self.got.items())
        return f"[{self.began:>2}-{self.ended:>2}] {self.kind}({given}) -> {self.status} {self.code} {got}".rstrip()


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 24 else f"..{text[-8:]}"


@dataclass(frozen=True)
class Account:
    """The state: what is good at a moment."""

    password: str
    email: str
    epoch: int = 0
    sessions: Mapping[str, int] = field(default_factory=dict)
    """How often each session that is on was refreshed."""
    tokens: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Of which session each refresh token is, and which in its row."""
    links: Mapping[str, tuple[str, str, int]] = field(default_factory=dict)
    """Purpose, address and epoch of each link that has not been opened."""
    challenges: Mapping[str, int] = field(default_factory=dict)
    """The epoch of each challenge for a new passkey."""
    passkeys: frozenset[str] = frozenset()
    second_factor: bool = False

    def moved(self, keep: str | None = None, **changes: Any) -> "Account":
        """Everything from before is void, but the session that is kept."""
        sessions = {session: count for session, count in self.sessions.items() if session == keep}
        return replace(self, epoch=self.epoch + 1, sessions=sessions, **changes)

    def begun(self, got: Mapping[str, Any]) -> "Account":
        """A session more."""
        session, token = got["session"], got["refresh"]
        return replace(self, sessions={**self.sessions, session: 0}, tokens={**self.tokens, token: (session, 0)})


Possible = Account | None
"""The state after a step; None where the step cannot have been answered so in this state."""


def _log_in(account: Account, step: Step) -> Possible:
    right = step.given["password"] == account.password
    if step.went_well:
        return account.begun(step.got) if right and not account.second_factor else None
    if step.code == "second_factor_required":
        return account if right and account.second_factor else None
    return account if step.code == "invalid_credentials" and not right else None


def _log_in_by_passkey(account: Account, step: Step) -> Possible:
    known = step.given["passkey"] in account.passkeys
    if step.went_well:
        return account.begun(step.got) if known else None
    return account if step.code == "passkey_invalid" and not known else None


def _refresh(account: Account, step: Step) -> Possible:
    session, number = account.tokens.get(step.given["refresh"], ("", 0))
    count = account.sessions.get(session)
    if count is None:
        return account if step.code == "refresh_token_invalid" else None
    if number not in (count, count - 1):
        sessions = {name: times for name, times in account.sessions.items() if name != session}
        return replace(account, sessions=sessions) if step.code == "refresh_token_reused" else None
    return _refreshed(account, step, session, number + 1) if step.went_well else None


def _refreshed(account: Account, step: Step, session: str, number: int) -> Possible:
    """The same token again gets the same successor, and a successor has one predecessor."""
    successor = step.got["refresh"]
    is_first = number > account.sessions[session]
    known = account.tokens.get(successor)
    if step.got["session"] != session or known != (None if is_first else (session, number)):
        return None
    return replace(
        account,
        sessions={**account.sessions, session: number},
        tokens={**account.tokens, successor: (session, number)},
    )


def _asked(account: Account, step: Step, then: Callable[[], Possible]) -> Possible:
    """What wants an access token, and mostly the password."""
    if step.given["session"] not in account.sessions:
        return account if step.code == "session_over" else None
    if "password" in step.given and step.given["password"] != account.password:
        return account if step.code == "wrong_password" else None
    return then() if step.went_well else None


def _read(account: Account, step: Step) -> Possible:
    return _asked(account, step, lambda: account if step.got.get("email", account.email) == account.email else None)


def _log_out_everywhere(account: Account, step: Step) -> Possible:
    return _asked(account, step, account.moved)


def _end_session(account: Account, step: Step) -> Possible:
    other = step.given["other"]
    if step.code == "not_found":
        return account if step.given["session"] in account.sessions and other not in account.sessions else None
    if step.went_well and other not in account.sessions:
        return None
    left = {session: count for session, count in account.sessions.items() if session != other}
    return _asked(account, step, lambda: replace(account, sessions=left))


def _log_out(account: Account, step: Step) -> Possible:
    session, _ = account.tokens.get(step.given["refresh"], ("", 0))
    left = {name: count for name, count in account.sessions.items() if name != session}
    return replace(account, sessions=left) if step.went_well else None


def _change_password(account: Account, step: Step) -> Possible:
    return _asked(account, step, lambda: account.moved(step.given["session"], password=step.given["new"]))


def _ask_for_address(account: Account, step: Step) -> Possible:
    link = ("change-email", step.given["new"], account.epoch)
    others = {token: value for token, value in account.links.items() if value[0] != "change-email"}
    return _asked(account, step, lambda: replace(account, links={**others, step.got["link"]: link}))


def _open_link(account: Account, step: Step) -> Possible:
    purpose, email, epoch = account.links.get(step.given["link"], ("", "", -1))
    if purpose != step.given["purpose"] or epoch != account.epoch:
        return account if step.code == "mail_token_invalid" else None
    if not step.went_well:
        return None
    links = {token: value for token, value in account.links.items() if token != step.given["link"]}
    if purpose == "reset-password":
        return account.moved(password=step.given["new"], links=links)
    return account.moved(step.given["asked_in"], email=email, links=links)


def _add_passkey(account: Account, step: Step) -> Possible:
    if account.challenges.get(step.given["challenge"]) != account.epoch:
        refused = step.code in ("passkey_refused", "session_over")
        return account if refused else None
    added = account.passkeys | {step.given["passkey"]}
    return _asked(account, step, lambda: replace(account, passkeys=added, challenges={}))


def _remove_passkey(account: Account, step: Step) -> Possible:
    passkey, session = step.given["passkey"], step.given["session"]
    if step.code == "passkey_not_found":
        return account if session in account.sessions and passkey not in account.passkeys else None
    if step.went_well and passkey not in account.passkeys:
        return None
    left = account.passkeys - {passkey}
    return _asked(account, step, lambda: account.moved(session, passkeys=left))


def _turn_on_codes(account: Account, step: Step) -> Possible:
    return _asked(account, step, lambda: account.moved(step.given["session"], second_factor=True))


RULES: Mapping[str, Callable[[Account, Step], Possible]] = {
    "log in": _log_in,
    "log in by passkey": _log_in_by_passkey,
    "refresh": _refresh,
    "read": _read,
    "log out everywhere": _log_out_everywhere,
    "end a session": _end_session,
    "log out": _log_out,
    "change the password": _change_password,
    "ask for another address": _ask_for_address,
    "open a link": _open_link,
    "add a passkey": _add_passkey,
    "remove a passkey": _remove_passkey,
    "turn codes on": _turn_on_codes,
}

CHANGED_MEANWHILE = frozenset({"session_over", "account_changed"})
"""How a request is refused of which something was compared before it changed; it has no effect."""


def after(account: Account, step: Step) -> Possible:
    """The state after the step; None where it cannot have been answered so."""
    outcome = RULES[step.kind](account, step)
    if outcome is None and not step.alone and step.code in CHANGED_MEANWHILE:
        return account
    return outcome


def is_explained(account: Account, steps: Sequence[Step]) -> bool:
    """Whether there is an order of the steps in which each was answered as the account was at that moment."""
    stack = [(account, tuple(steps))]
    while stack:
        state, left = stack.pop()
        if not left:
            return True
        first_end = min(step.ended for step in left)
        for index, step in enumerate(left):
            # One that began after another one's end cannot have come before it.
            if step.began < first_end and (outcome := after(state, step)) is not None:
                stack.append((outcome, left[:index] + left[index + 1 :]))
    return False
