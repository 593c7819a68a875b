"""What tests of following and challenges say in a word."""

from typing import Any

from tests.support import Api


async def together(api: Api) -> dict[str, Any]:
    answer = await api.get("/together")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def follow_id(api: Api, side: str, username: str) -> str:
    """The id of what is between them; `side` is "following" or "followers"."""
    (found,) = [each["id"] for each in (await together(api))[side] if each["username"] == username]
    return str(found)


async def ask(asking: Api, username: str) -> None:
    answer = await asking.post("/together/follows", {"username": username})
    assert (answer.status_code, answer.content) == (204, b"")


async def allow(asked: Api, username: str) -> None:
    path = f"/together/follows/{await follow_id(asked, 'followers', username)}/allow"
    assert (await asked.post(path)).status_code == 204


async def end(api: Api, side: str, username: str) -> None:
    path = f"/together/follows/{await follow_id(api, side, username)}"
    assert (await api.delete(path)).status_code == 204


async def block(api: Api, username: str) -> None:
    answer = await api.post("/together/blocks", {"username": username})
    assert (answer.status_code, answer.content) == (204, b"")


async def show(api: Api, shows: str) -> None:
    answer = await api.patch("/together", {"shows": shows})
    assert (answer.status_code, answer.json()["shows"]) == (200, shows)


async def week(api: Api, **query: Any) -> dict[str, Any]:
    answer = await api.get("/together/week", **query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def days(api: Api) -> list[dict[str, Any]]:
    answer = await api.get("/together/days")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def challenges(api: Api) -> list[dict[str, Any]]:
    answer = await api.get("/together/challenges")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def made(api: Api, **fields: Any) -> tuple[str, str]:
    """The id of a new challenge, and what its link holds."""
    answer = await api.post("/together/challenges", {"kind": "most", "exercise_type": "push-up", **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()["challenge"]["id"], answer.json()["token"]


async def join(api: Api, token: str) -> None:
    answer = await api.post("/together/challenges/join", {"token": token})
    assert answer.status_code == 200, answer.text


def standing(challenge: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Place and repetitions of each participant."""
    return {each["username"]: (each["place"], each["reps"]) for each in challenge["participants"]}
