"""Grading of headers: each rule can fail, and the real application passes them all."""

from email.message import Message

import pytest
from exercise_buddy.core.http.headers import SECURITY_HEADERS, STRICT_TRANSPORT_SECURITY
from observatory import Answer, judge, score

PAGE = '<!doctype html><script type="module" src="/assets/index.js"></script>'
COOKIE = "refresh_token=x; HttpOnly; Path=/api/v1/auth; SameSite=strict; Secure"
GOOD = {**SECURITY_HEADERS, "Strict-Transport-Security": STRICT_TRANSPORT_SECURITY}


def answer(changes: dict[str, str | None], body: str = PAGE, cookie: str = COOKIE) -> Answer:
    headers = Message()
    for name, value in (GOOD | changes).items():
        if value is not None:
            headers[name] = value
    return Answer(headers, body, [cookie])


def failed(given: Answer) -> set[str]:
    return {name for name, verdict in judge(given).items() if verdict.passed is False}


def test_our_own_headers_pass_every_rule() -> None:
    verdicts = judge(answer({}))
    assert {name for name, verdict in verdicts.items() if verdict.passed is None} == {"Redirection"}
    assert all(verdict.passed for name, verdict in verdicts.items() if name != "Redirection")
    assert score(verdicts.values()) == (130, "A+")


def without(directive: str, instead: str = "") -> dict[str, str | None]:
    """Our policy with one directive removed or replaced."""
    kept = [part for part in GOOD["Content-Security-Policy"].split("; ") if not part.startswith(directive)]
    return {"Content-Security-Policy": "; ".join([*kept, *([instead] if instead else [])])}


CSP, CORS = "Content Security Policy", "Cross-Origin Resource Sharing"


@pytest.mark.parametrize(
    ("changes", "rule", "points"),
    [
        (without("script-src", "script-src 'self' 'unsafe-inline'"), CSP, 80),
        (without("script-src", "script-src 'self' data:"), CSP, 80),
        (without("script-src", "script-src https:"), CSP, 80),
        (without("object-src", "object-src *"), CSP, 80),
        (without("img-src", "img-src http://x.example"), CSP, 80),
        (without("script-src", "script-src 'self' 'unsafe-eval'"), CSP, 90 + 25),
        (without("style-src", "style-src 'self' 'unsafe-inline'"), CSP, 100 + 25),
        ({"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true"}, CORS, 50),
        ({"Access-Control-Allow-Origin": "https://evil.example"}, CORS, 50),
        ({"Referrer-Policy": None}, "Referrer Policy", 95 + 25),
        ({"Referrer-Policy": "no-referrer, unsafe-url"}, "Referrer Policy", 95 + 25),
        ({"Strict-Transport-Security": None}, "Strict Transport Security", 80),
        ({"Strict-Transport-Security": "max-age=86400"}, "Strict Transport Security", 90 + 30),
        ({"X-Content-Type-Options": "sniff"}, "X-Content-Type-Options", 95 + 30),
        ({"Cross-Origin-Resource-Policy": "cross-origin"}, "Cross-Origin Resource Policy", 100 + 20),
        ({"Cross-Origin-Resource-Policy": "nobody"}, "Cross-Origin Resource Policy", 95 + 20),
    ],
)
def test_a_bad_header_fails_its_rule(changes: dict[str, str | None], rule: str, points: int) -> None:
    given = answer(changes)
    assert failed(given) == {rule}
    assert score(judge(given).values())[0] == points


def test_without_a_policy_two_rules_speak() -> None:
    assert failed(answer({"Content-Security-Policy": None})) == {CSP}
    assert failed(answer({"Content-Security-Policy": None, "X-Frame-Options": None})) == {CSP, "X-Frame-Options"}


def test_framing_by_anybody_fails_its_rule() -> None:
    policy = GOOD["Content-Security-Policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
    assert failed(answer({"Content-Security-Policy": policy, "X-Frame-Options": None})) == {"X-Frame-Options"}
    assert failed(answer({"Content-Security-Policy": policy, "X-Frame-Options": "ALLOWALL"})) == {"X-Frame-Options"}


@pytest.mark.parametrize("missing", ["HttpOnly; ", "; SameSite=strict", "; Secure"])
def test_a_careless_cookie_fails_its_rule(missing: str) -> None:
    assert failed(answer({}, cookie=COOKIE.replace(missing, ""))) == {"Cookies"}


def test_scripts_from_elsewhere_want_hashes() -> None:
    foreign = '<script src="https://cdn.example/x.js"></script>'
    assert failed(answer({}, body=PAGE + foreign)) == {"Subresource Integrity"}
    assert failed(answer({}, body=foreign.replace("<script", '<script integrity="sha384-x"'))) == set()
    assert failed(answer({}, body=foreign.replace("https:", "http:"))) == {"Subresource Integrity"}
