"""Access tokens, without the application around them."""

from datetime import timedelta
from uuid import uuid4

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise_buddy.users import access_tokens
from exercise_buddy.users.access_tokens import AccessClaims, AccessTokenExpired, AccessTokenInvalid, AccessTokens
from tests.support import NOW

OLD, NEW = "o" * 32, "n" * 32
QUARTER = timedelta(minutes=15)
CLAIMS = AccessClaims(uuid4(), uuid4())


def test_an_access_token_contains_only_who_it_is_for() -> None:
    tokens = AccessTokens([NEW], QUARTER)
    token = tokens.issue(CLAIMS, NOW)
    assert tokens.read(token, NOW) == CLAIMS
    payload = jwt.decode(token, options={"verify_signature": False})
    assert payload.keys() == {"iss", "sub", "sid", "iat", "exp"}
    assert payload["exp"] - payload["iat"] == 900


def test_a_changed_secret_still_reads_what_the_old_one_signed() -> None:
    before = AccessTokens([OLD], QUARTER)
    changing = AccessTokens([NEW, OLD], QUARTER)
    after = AccessTokens([NEW], QUARTER)
    old_token = before.issue(CLAIMS, NOW)
    assert changing.read(old_token, NOW) == CLAIMS
    assert after.read(changing.issue(CLAIMS, NOW), NOW) == CLAIMS
    with pytest.raises(AccessTokenInvalid):
        after.read(old_token, NOW)


def test_a_token_that_was_read_before_still_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_tokens, "MAX_TOKENS_REMEMBERED", 2)
    tokens = AccessTokens([NEW], QUARTER)
    given = [tokens.issue(CLAIMS, NOW - timedelta(minutes=each)) for each in range(4)]
    for _ in range(2):
        assert [tokens.read(token, NOW) for token in given] == [CLAIMS] * 4
    with pytest.raises(AccessTokenExpired):
        tokens.read(given[3], NOW + QUARTER)
    with pytest.raises(AccessTokenInvalid):
        tokens.read(given[3][:-1], NOW)


def test_the_key_id_does_not_give_the_secret_away() -> None:
    kid = jwt.get_unverified_header(AccessTokens([NEW], QUARTER).issue(CLAIMS, NOW))["kid"]
    assert len(kid) == 12
    assert kid not in NEW


@given(st.text())
def test_any_text_is_an_invalid_token_and_no_crash(text: str) -> None:
    with pytest.raises(AccessTokenInvalid):
        AccessTokens([NEW], QUARTER).read(text, NOW)


@given(st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=3))
def test_any_claim_of_the_wrong_kind_is_an_invalid_token(value: object) -> None:
    tokens = AccessTokens([NEW], QUARTER)
    header = jwt.get_unverified_header(tokens.issue(CLAIMS, NOW))
    good = {"iss": "exercise-buddy", "sub": str(uuid4()), "sid": str(uuid4()), "iat": 0, "exp": 2**40}
    for claim in ("sub", "sid"):
        token = jwt.encode(good | {claim: value}, NEW, "HS256", headers=header)
        with pytest.raises(AccessTokenInvalid):
            tokens.read(token, NOW)
