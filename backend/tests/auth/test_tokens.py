"""Refresh tokens, without the application around them."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from exercise_buddy.auth.tokens import RefreshToken


def test_a_refresh_token_survives_the_cookie() -> None:
    user_id = UUID("01939b5e-0000-7000-8000-000000000001")
    token = RefreshToken.new(user_id)
    assert RefreshToken.parse(str(token)) == token
    assert token.secret != RefreshToken.new(user_id).secret
    assert len(token.sha256) == 32
    assert token.secret.encode() not in token.sha256


@given(st.text(max_size=80))
def test_any_text_is_a_refresh_token_or_a_value_error(text: str) -> None:
    try:
        token = RefreshToken.parse(text)
    except ValueError:
        return
    assert len(token.sha256) == 32
