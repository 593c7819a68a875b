#!/usr/bin/env python3
"""Grade a running server's headers by the rules of Mozilla's HTTP Observatory; exit code 1 where one is not passed.

usage: backend/.venv/bin/python tools/hosting/observatory.py http://127.0.0.1:8000 [--host buddy.example.com]

The rules and their scores are those of https://github.com/mdn/mdn-http-observatory (src/analyzer/tests and
src/grader/charts.js, read November 2026), made stricter where the original knows shades: a cookie counts as a
session's whatever its name, and styles may be no more unsafe than scripts. `--host` is the site's public name.
Redirection to https and certificates are the proxy's, so that rule is not applicable to the server behind it.
"""

import argparse
import re
import sys
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email.message import Message
from html.parser import HTMLParser
from http.cookies import SimpleCookie

BASELINE = 100
EXTRA_CREDIT_FROM = 90
"""Bonuses count only if the score without them is at least this."""
GRADES = ((100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"), (50, "C"), (45, "C-"))
WORSE_GRADES = ((40, "D+"), (30, "D"), (25, "D-"), (0, "F"))

SIX_MONTHS_SECONDS = 15_768_000
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
UNSAFE_INLINE = {"'unsafe-inline'", "data:"}
RESOURCE_POLICIES = {"same-origin", "same-site", "cross-origin"}


@dataclass(frozen=True)
class Answer:
    """The response that the rules inspect."""

    headers: Message
    body: str
    cookies: Sequence[str] = ()
    """Set-Cookie headers of this and other responses."""


@dataclass(frozen=True)
class Verdict:
    """The result of one rule; `passed` is None if it does not apply."""

    passed: bool | None
    modifier: int
    reason: str


Rule = Callable[[Answer], Verdict]


def directives(policy: str) -> dict[str, set[str]]:
    """Parse a content security policy; the first of repeated directives counts."""
    parsed: dict[str, set[str]] = {}
    for words in (part.split() for part in policy.split(";")):
        if words:
            parsed.setdefault(words[0].lower(), {word.lower() for word in words[1:]})
    return parsed


def content_security_policy(answer: Answer) -> Verdict:
    """Requires no unsafe-inline, no unsafe-eval, no broad sources and nothing over plain http."""
    policy = directives(answer.headers.get("Content-Security-Policy", ""))
    if not policy:
        return Verdict(False, -25, "no policy")
    everything = policy.get("default-src", {"*"})
    scripts, objects, styles = (policy.get(name, everything) for name in ("script-src", "object-src", "style-src"))
    plain = any(source.startswith(("http:", "ftp:")) for sources in policy.values() for source in sources)
    faults = (
        (scripts & (BROAD | UNSAFE_INLINE) or objects & BROAD, -20, "scripts or objects from anywhere, or inline"),
        (plain, -20, "resources over plain http"),
        ("'unsafe-eval'" in scripts | styles, -10, "unsafe-eval"),
        (styles & (BROAD | UNSAFE_INLINE), 0, "unsafe styles"),
    )
    for found, modifier, reason in faults:
        if found:
            return Verdict(False, modifier, reason)
    strict = everything == {"'none'"}
    return Verdict(True, 10 if strict else 5, "nothing unsafe" + (", default-src 'none'" if strict else ""))


def cookies(answer: Answer) -> Verdict:
    """Requires each cookie to be Secure, HttpOnly and SameSite=Strict or Lax."""
    if not answer.cookies:
        return Verdict(None, 0, "no cookies")
    for header in answer.cookies:
        cookie = next(iter(SimpleCookie(header).values()))
        faults = (
            (not cookie["secure"], -40, "Secure"),
            (not cookie["httponly"], -30, "HttpOnly"),
            (str(cookie["samesite"]).lower() not in ("strict", "lax"), -20, "SameSite"),
        )
        for found, modifier, missing in faults:
            if found:
                return Verdict(False, modifier, f"{cookie.key} without {missing}")
    return Verdict(True, 5, f"{len(answer.cookies)} cookies: Secure, HttpOnly, SameSite")


def cross_origin_resource_sharing(answer: Answer) -> Verdict:
    """Forbids access for every origin, especially with credentials."""
    allowed = answer.headers.get("Access-Control-Allow-Origin")
    if allowed is None:
        return Verdict(True, 0, "not shared")
    if allowed == "*" and "Access-Control-Allow-Credentials" not in answer.headers:
        return Verdict(True, 0, "public, without credentials")
    return Verdict(False, -50, f"shared with {allowed}")


def referrer_policy(answer: Answer) -> Verdict:
    """The last known value counts; it must not send paths to other sites."""
    value = answer.headers.get("Referrer-Policy", "").rpartition(",")[2].strip().lower()
    if value in PRIVATE_REFERRERS:
        return Verdict(True, 5, value)
    return Verdict(False, -5, value or "not set")


def strict_transport_security(answer: Answer) -> Verdict:
    """Requires at least six months."""
    found = re.search(r"\bmax-age=(\d+)", answer.headers.get("Strict-Transport-Security", ""), re.IGNORECASE)
    if found is None:
        return Verdict(False, -20, "not set")
    seconds = int(found[1])
    return Verdict(seconds >= SIX_MONTHS_SECONDS, 0 if seconds >= SIX_MONTHS_SECONDS else -10, f"{seconds} s")


class Scripts(HTMLParser):
    """Collects where a page's scripts come from."""

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record a loaded script, and whether it has a hash."""
        attributes = dict(attrs)
        if tag == "script" and attributes.get("src"):
            self.sources.append((str(attributes["src"]), bool(attributes.get("integrity"))))


def subresource_integrity(answer: Answer) -> Verdict:
    """Scripts from other origins need a hash."""
    scripts = Scripts()
    scripts.feed(answer.body)
    foreign = [(source, hashed) for source, hashed in scripts.sources if re.match(r"(\w+:)?//", source)]
    if not foreign:
        return Verdict(True, 0, f"{len(scripts.sources)} scripts, all from the own origin")
    if any(source.startswith("http:") for source, _ in foreign):
        return Verdict(False, -50, "scripts over plain http")
    if all(hashed for _, hashed in foreign):
        return Verdict(True, 5, "foreign scripts with hashes")
    return Verdict(False, -5, "foreign scripts without hashes")


def x_content_type_options(answer: Answer) -> Verdict:
    """Requires nosniff."""
    value = answer.headers.get("X-Content-Type-Options", "").strip().lower()
    return Verdict(value == "nosniff", 0 if value == "nosniff" else -5, value or "not set")


def x_frame_options(answer: Answer) -> Verdict:
    """By the policy's frame-ancestors, which browsers prefer, or by the header."""
    ancestors = directives(answer.headers.get("Content-Security-Policy", "")).get("frame-ancestors")
    if ancestors is not None and not ancestors & BROAD:
        return Verdict(True, 5, "frame-ancestors " + " ".join(sorted(ancestors)))
    value = answer.headers.get("X-Frame-Options", "").strip().upper()
    if value in ("DENY", "SAMEORIGIN"):
        return Verdict(True, 0, value)
    return Verdict(False, -20, value or "not set")


def cross_origin_resource_policy(answer: Answer) -> Verdict:
    """Requires that other sites cannot load our resources."""
    value = answer.headers.get("Cross-Origin-Resource-Policy", "").strip().lower()
    if value in ("same-origin", "same-site"):
        return Verdict(True, 10, value)
    if value in RESOURCE_POLICIES | {""}:
        return Verdict(False, 0, value or "not set")
    return Verdict(False, -5, f"unknown: {value}")


def redirection(_answer: Answer) -> Verdict:
    """Requires plain http to redirect to https."""
    return Verdict(None, 0, "the proxy's; deploy/Caddyfile and the hosters redirect")


RULES: dict[str, Rule] = {
    "Content Security Policy": content_security_policy,
    "Cookies": cookies,
    "Cross-Origin Resource Sharing": cross_origin_resource_sharing,
    "Redirection": redirection,
    "Referrer Policy": referrer_policy,
    "Strict Transport Security": strict_transport_security,
    "Subresource Integrity": subresource_integrity,
    "X-Content-Type-Options": x_content_type_options,
    "X-Frame-Options": x_frame_options,
    "Cross-Origin Resource Policy": cross_origin_resource_policy,
}


def judge(answer: Answer) -> dict[str, Verdict]:
    """Every rule's verdict."""
    return {name: rule(answer) for name, rule in RULES.items()}


def score(verdicts: Iterable[Verdict]) -> tuple[int, str]:
    """The score and its grade; bonuses count only if the score is high without them."""
    modifiers = [verdict.modifier for verdict in verdicts]
    points = max(0, BASELINE + sum(modifier for modifier in modifiers if modifier < 0))
    if points >= EXTRA_CREDIT_FROM:
        points += sum(modifier for modifier in modifiers if modifier > 0)
    return points, next(grade for least, grade in (*GRADES, *WORSE_GRADES) if points >= least)


def fetch(origin: str, host: str | None, cookies: Sequence[str]) -> Answer:
    """Fetch the start page under its public name."""
    request = urllib.request.Request(origin + "/", headers={"Host": host} if host else {})
    with urllib.request.urlopen(request) as answer:
        headers: Message = answer.headers
        return Answer(headers, answer.read().decode(), [*(headers.get_all("Set-Cookie") or ()), *cookies])


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch, grade and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("origin")
    parser.add_argument("--host", help="the site's public name")
    parser.add_argument(
        "--cookie", action="append", default=[], help="a Set-Cookie header got elsewhere, to be judged, too"
    )
    options = parser.parse_args(arguments)
    verdicts = judge(fetch(options.origin, options.host, options.cookie))
    words = {True: "passed", False: "NOT PASSED", None: "n/a"}
    for name, verdict in verdicts.items():
        print(f"{words[verdict.passed]:<10}  {verdict.modifier:>+4}  {name}: {verdict.reason}")
    points, grade = score(verdicts.values())
    print(f"\nscore {points}, grade {grade}")
    return 1 if any(verdict.passed is False for verdict in verdicts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
