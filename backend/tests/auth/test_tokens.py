"""Refresh tokens, without the application around them."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from exercise_buddy.auth.sessions.tokens import RefreshToken, first_token, is_genuine, new_key, successor

USER = UUID("01939b5e-0000-7000-8000-000000000001")
SESSION = UUID("01939b5e-0000-7000-8000-000000000002")
MAX_COOKIE_LENGTH = 256


KEY = new_key()


def test_a_refresh_token_survives_the_cookie() -> None:
    token = first_token(USER, SESSION, KEY)
    for _ in range(3):
        assert RefreshToken.parse(str(token)) == token
        assert len(str(token)) < MAX_COOKIE_LENGTH
        token = successor(token, SESSION, KEY)


def test_the_same_token_has_the_same_successor_and_no_other_token_has() -> None:
    first, other = first_token(USER, SESSION, KEY), first_token(USER, SESSION, KEY)
    assert successor(first, SESSION, KEY) == successor(first, SESSION, KEY)
    chain = [first, other, successor(first, SESSION, KEY), successor(other, SESSION, KEY)]
    assert len({token.seal for token in chain}) == 4


def test_who_holds_a_token_cannot_make_its_successor() -> None:
    token = first_token(USER, SESSION, KEY)
    assert is_genuine(token, token.root_sha256, KEY)
    for forged in (
        replace(token, generation=1),
        replace(token, session_id=USER),
        replace(token, user_id=SESSION),
        replace(token, root="another"),
        replace(token, seal=""),
        replace(token, seal="ü\udcff"),
        first_token(USER, SESSION, KEY),
        successor(token, SESSION, new_key()),
    ):
        assert not is_genuine(forged, token.root_sha256, KEY)


def test_who_reads_the_database_can_make_no_token() -> None:
    token = first_token(USER, SESSION, KEY)
    assert len(token.root_sha256) == 32
    assert token.root.encode() not in token.root_sha256
    by_the_hash = replace(token, root=token.root_sha256.hex())
    assert not is_genuine(by_the_hash, token.root_sha256, KEY)


@given(st.text(max_size=80) | st.builds(".".join, st.lists(st.text("0123456789abcdef-", max_size=36), max_size=6)))
def test_any_text_is_a_refresh_token_or_a_value_error(text: str) -> None:
    try:
        token = RefreshToken.parse(text)
    except ValueError:
        return
    assert len(token.root_sha256) == 32
