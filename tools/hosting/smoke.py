#!/usr/bin/env python3
"""Look whether what was just deployed answers as it must, from outside. Standard library only.

usage: python3 tools/hosting/smoke.py --api https://api.example.org [--site https://app.example.org] [--version 1.2.3]

The API is ready, of that version, answers, and shows nobody its metrics; the site is there, with its headers, and hands
on to the API. Prints what is wrong; exit code 1 where something is. Tried again for a minute, as what was deployed a
moment ago may not be what answers yet.
"""

import argparse
import http.client
import json
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus

TIMEOUT_SECONDS = 10
PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 5.0


def asked(url: str) -> tuple[int, str, str]:
    """Status, content security policy and body; 0 and the reason without a response."""
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:
            return answer.status, answer.headers.get("Content-Security-Policy", ""), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, "", ""
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return 0, "", str(error) or type(error).__name__


def faults(api: str, site: str | None, version: str | None) -> Iterator[str]:
    """One line per fault."""
    expected = {f"{api}/readyz": {HTTPStatus.OK}, f"{api}/api/v1/exercises": {HTTPStatus.OK}}
    expected[f"{api}/metrics"] = {HTTPStatus.NOT_FOUND, HTTPStatus.UNAUTHORIZED}
    if site is not None:
        expected |= {f"{site}/": {HTTPStatus.OK}, f"{site}/api/v1/exercises": {HTTPStatus.OK}}
    for url, statuses in expected.items():
        status, policy, body = asked(url)
        if status not in statuses:
            yield f"{url}: {status or body}"
        elif url == f"{site}/" and "default-src 'self'" not in policy:
            yield f"{url}: its content security policy is {policy!r}"
    if version is not None:
        status, _, body = asked(f"{api}/api/openapi.json")
        serving = _version_in(body) if status == HTTPStatus.OK else status or body
        if serving != version:
            yield f"{api}: serves {serving}, not {version}"


def _version_in(document: str) -> str:
    """The version in an OpenAPI document; another page may answer in its place."""
    try:
        return str(json.loads(document)["info"]["version"])
    except (ValueError, LookupError, TypeError):
        return "no OpenAPI document"


def is_well(api: str, site: str | None = None, version: str | None = None) -> bool:
    """Check repeatedly until nothing is wrong or time is up; prints the remaining faults."""
    end = time.monotonic() + PATIENCE_SECONDS
    while found := list(faults(api, site, version)):
        if time.monotonic() + PAUSE_SECONDS > end:
            print("\n".join(found), file=sys.stderr)
            return False
        time.sleep(PAUSE_SECONDS)
    return True


def main() -> int:
    """Exit code 1 if something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--api", required=True)
    parser.add_argument("--site")
    parser.add_argument("--version")
    arguments = parser.parse_args()
    return 0 if is_well(arguments.api.rstrip("/"), arguments.site, arguments.version) else 1


if __name__ == "__main__":
    sys.exit(main())
