"""`exercise-buddy upgrade`: whether there is a newer version; only the index that the operator names is asked."""

import re
import urllib.request
from importlib.metadata import version
from typing import Annotated
from urllib.parse import urlsplit

import typer

WHEEL = re.compile(r"exercise_buddy-(\d+(?:\.\d+)*)-py3-none-any\.whl")
TIMEOUT_SECONDS = 10
MAX_BYTES = 10_000_000
JSON_OR_HTML = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
"""PEP 691 and PEP 503; a plain listing of a folder works, too."""

Version = tuple[int, ...]


class IndexSilent(Exception):
    """The index could not be read; the message is meant for the user."""


def upgrade(
    index: Annotated[
        str, typer.Option(envvar="UPGRADE_INDEX", help="Index of packages to ask: https://packages.example.org/simple")
    ] = "",
    check: Annotated[bool, typer.Option("--check", help="Only print whether there is a newer version.")] = False,
) -> None:
    """Print the newest version and how to install it; changes nothing. Exit code 3 if there is a newer one."""
    here = version("exercise-buddy")
    if not index:
        typer.echo(f"This is {here}. No index is named, so nobody was asked: --index, or UPGRADE_INDEX.")
        raise typer.Exit(2)
    try:
        newest = newest_in(index)
    except IndexSilent as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from error
    if newest is None or newest <= parsed(here):
        typer.echo(f"This is {here}, and {index} has no newer version.")
        return
    text = ".".join(map(str, newest))
    typer.echo(f"This is {here}; {index} has {text}.")
    if not check:
        typer.echo(
            "Back up first: exercise-buddy backup. Stop it, then\n"
            f"  pip install --upgrade --extra-index-url {index} exercise-buddy=={text}\n"
            "and start it again: it migrates the database. An older version will no longer start on it."
        )
    raise typer.Exit(3)


def newest_in(index: str) -> Version | None:
    """The newest wheel listed there; raises IndexSilent."""
    if urlsplit(index).scheme not in ("http", "https"):
        raise IndexSilent(f"{index} is not the address of an index, which begins with https://.")
    address = f"{index.rstrip('/')}/exercise-buddy/"
    request = urllib.request.Request(address, headers={"Accept": JSON_OR_HTML})  # noqa: S310 - http or https
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            listed = answer.read(MAX_BYTES).decode("utf-8", "replace")
    except OSError as error:
        raise IndexSilent(f"{address}: {error}") from error
    return max(map(parsed, WHEEL.findall(listed)), default=None)


def parsed(text: str) -> Version:
    """The version as numbers (1.10 is newer than 1.9); a suffix after them is ignored."""
    numbers = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, numbers[0].split("."))) if numbers else ()
