#!/usr/bin/env python3
"""Have a Railway service run an image that was tested, look whether it answers, and go back where it does not.

usage: RAILWAY_TOKEN=... python3 tools/hosting/railway.py --service ID --environment ID --image ghcr.io/...@sha256:...
           --api https://api.example.org [--version 1.2.3]

Nothing is built: the image is the one that the checks ran. Railway keeps the container before it until the new one is
ready; where that does not happen, or smoke.py finds a fault, the image before it is named and deployed again. An
older version does not start on a newer schema (docs/runbook.md, Upgrade): then the new one stays. Exit code 1 wherever
the new image is not what serves well. Standard library only; docs.railway.com/integrations/api.
"""

import argparse
import http.client
import json
import os
import sys
import time
import urllib.request
from typing import Any

import smoke

API = "https://backboard.railway.com/graphql/v2"
TIMEOUT_SECONDS = 30
PAUSE_SECONDS = 5.0
DEPLOYED_WITHIN_SECONDS = 900.0
TRIES = 6
"""Of each question to Railway's API, which now and then does not answer, or answers for a proxy of its own."""
UNANSWERED = (OSError, http.client.HTTPException, ValueError)
OVER = frozenset({"FAILED", "CRASHED", "REMOVED", "SKIPPED"})

IMAGE = """query ($service: String!, $environment: String!) {
  serviceInstance(serviceId: $service, environmentId: $environment) { source { image } } }"""
NAME = """mutation ($service: String!, $environment: String!, $image: String!) {
  serviceInstanceUpdate(serviceId: $service, environmentId: $environment, input: { source: { image: $image } }) }"""
DEPLOY = """mutation ($service: String!, $environment: String!) {
  serviceInstanceDeployV2(serviceId: $service, environmentId: $environment) }"""
STATUS = "query ($id: String!) { deployment(id: $id) { status } }"


class RailwayRefused(Exception):
    """Railway refused, or did not answer; the message is its own."""


class Service:
    """One service in one environment."""

    def __init__(self, service: str, environment: str, token: str, api: str = API) -> None:
        self._names = {"service": service, "environment": environment}
        self._token = token
        self._api = api

    def image(self) -> str | None:
        """The image it runs; None if it builds from source."""
        source: dict[str, str | None] | None = self._asked(IMAGE, **self._names)["serviceInstance"]["source"]
        return source["image"] if source is not None else None

    def deploy(self, image: str) -> bool:
        """Deploy an image; returns whether a container became ready."""
        try:
            if self._became_ready(image):
                return True
        except RailwayRefused as error:
            print(f"railway: {error}", file=sys.stderr)
        print(f"railway: {image} did not become ready", file=sys.stderr)
        return False

    def _became_ready(self, image: str) -> bool:
        self._asked(NAME, **self._names, image=image)
        deployment = self._asked(DEPLOY, **self._names)["serviceInstanceDeployV2"]
        end = time.monotonic() + DEPLOYED_WITHIN_SECONDS
        while time.monotonic() < end:
            status = self._asked(STATUS, id=deployment)["deployment"]["status"]
            if status == "SUCCESS":
                return True
            if status in OVER:
                break
            time.sleep(PAUSE_SECONDS)
        return False

    def _asked(self, query: str, **variables: str) -> dict[str, Any]:
        """The answer's data; raises RailwayRefused."""
        reason = ""
        for _ in range(TRIES):
            try:
                return self._asked_once(query, variables)
            except UNANSWERED as error:
                reason = str(error)
            time.sleep(PAUSE_SECONDS)
        raise RailwayRefused(f"no answer: {reason}")

    def _asked_once(self, query: str, variables: dict[str, str]) -> dict[str, Any]:
        body = json.dumps({"query": query, "variables": variables}).encode()
        headers = {"Content-Type": "application/json", "Project-Access-Token": self._token}
        request = urllib.request.Request(self._api, body, headers)
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            said: dict[str, Any] = json.load(answer)
        if said.get("errors"):
            raise RailwayRefused("; ".join(error["message"] for error in said["errors"]))
        data: dict[str, Any] = said["data"]
        return data


def promoted(service: Service, image: str, api: str, version: str | None) -> bool:
    """Deploy the image; returns whether it serves. If not, the previous one is deployed again."""
    before = service.image()
    if service.deploy(image) and smoke.is_well(api, version=version):
        return True
    if before is None:
        print("railway: no image ran here before, so there is no way back", file=sys.stderr)
    elif service.deploy(before) and smoke.is_well(api):
        print(f"railway: back to {before}", file=sys.stderr)
    else:
        print(f"railway: {before} does not serve either", file=sys.stderr)
    return False


def main() -> int:
    """Exit code 1 if the image does not serve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("service", "environment", "image", "api"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--version")
    arguments = parser.parse_args()
    service = Service(arguments.service, arguments.environment, os.environ["RAILWAY_TOKEN"])
    return 0 if promoted(service, arguments.image, arguments.api.rstrip("/"), arguments.version) else 1


if __name__ == "__main__":
    sys.exit(main())
