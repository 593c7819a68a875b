#!/usr/bin/env python3
"""Put deploy/vercel.json into a built site, with the backend's address filled in.

usage: python3 tools/hosting/vercel_site.py --backend https://api.example.org --out frontend/dist

Vercel reads its settings from the root of what is uploaded, and a rewrite there needs a full address: it knows no
variables. Standard library only.
"""

import argparse
import sys
from pathlib import Path
from urllib.parse import urlsplit

TEMPLATE = Path(__file__).resolve().parents[2] / "deploy" / "vercel.json"
PLACEHOLDER = "https://backend.example.invalid"


def origin(address: str) -> str:
    """The address as scheme and host, for argparse.

    Raises ArgumentTypeError unless it is https with a host and nothing behind it: the sign-in passes over it.
    """
    parts = urlsplit(address.rstrip("/"))
    if parts.scheme != "https" or not parts.hostname or parts.path or parts.query or parts.fragment or parts.username:
        raise argparse.ArgumentTypeError(f"{address!r} is not of the form https://HOST")
    return f"https://{parts.netloc}"


def configuration(backend: str) -> str:
    """The text of vercel.json for a backend at this origin."""
    template = TEMPLATE.read_text()
    if PLACEHOLDER not in template:
        raise ValueError(f"{TEMPLATE} does not name {PLACEHOLDER}")
    return template.replace(PLACEHOLDER, backend)


def main() -> int:
    """Write OUT/vercel.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--backend", type=origin, required=True, help="where the API answers: https://HOST")
    parser.add_argument("--out", type=Path, required=True, help="the built site; index.html must be there")
    arguments = parser.parse_args()
    if not (arguments.out / "index.html").is_file():
        parser.error(f"{arguments.out} holds no index.html: build the site first")
    (arguments.out / "vercel.json").write_text(configuration(arguments.backend))
    return 0


if __name__ == "__main__":
    sys.exit(main())
