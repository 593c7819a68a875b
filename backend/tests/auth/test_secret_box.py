"""Sealing secrets."""

import pytest

from exercise_buddy.auth.secret_box import SealBroken, SecretBox

OLD, NEW = "o" * 40, "n" * 40


def test_what_is_sealed_can_be_opened_and_not_read() -> None:
    box = SecretBox([NEW], "totp")
    sealed = box.seal("JBSWY3DPEHPK3PXP")
    assert b"JBSWY3DPEHPK3PXP" not in sealed
    assert sealed != box.seal("JBSWY3DPEHPK3PXP")
    assert box.open(sealed) == "JBSWY3DPEHPK3PXP"


def test_the_old_secret_still_opens_and_seals_no_more() -> None:
    both = SecretBox([NEW, OLD], "totp")
    assert both.open(SecretBox([OLD], "totp").seal("x")) == "x"
    assert SecretBox([NEW], "totp").open(both.seal("x")) == "x"


@pytest.mark.parametrize("other", [SecretBox([OLD], "totp"), SecretBox([NEW], "another purpose")])
def test_another_key_does_not_open(other: SecretBox) -> None:
    with pytest.raises(SealBroken):
        other.open(SecretBox([NEW], "totp").seal("x"))


def test_what_was_changed_does_not_open() -> None:
    sealed = bytearray(SecretBox([NEW], "totp").seal("x"))
    sealed[20] ^= 1
    with pytest.raises(SealBroken):
        SecretBox([NEW], "totp").open(bytes(sealed))
