"""Sealing secrets."""

import pytest

from exercise_buddy.auth.safe import Safe, SealBroken

OLD, NEW = "o" * 40, "n" * 40


def test_what_is_sealed_can_be_opened_and_not_read() -> None:
    safe = Safe([NEW], "totp")
    sealed = safe.seal("JBSWY3DPEHPK3PXP")
    assert b"JBSWY3DPEHPK3PXP" not in sealed
    assert sealed != safe.seal("JBSWY3DPEHPK3PXP")
    assert safe.open(sealed) == "JBSWY3DPEHPK3PXP"


def test_the_old_secret_still_opens_and_seals_no_more() -> None:
    both = Safe([NEW, OLD], "totp")
    assert both.open(Safe([OLD], "totp").seal("x")) == "x"
    assert Safe([NEW], "totp").open(both.seal("x")) == "x"


@pytest.mark.parametrize("other", [Safe([OLD], "totp"), Safe([NEW], "another purpose")])
def test_another_key_does_not_open(other: Safe) -> None:
    with pytest.raises(SealBroken):
        other.open(Safe([NEW], "totp").seal("x"))


def test_what_was_changed_does_not_open() -> None:
    sealed = bytearray(Safe([NEW], "totp").seal("x"))
    sealed[20] ^= 1
    with pytest.raises(SealBroken):
        Safe([NEW], "totp").open(bytes(sealed))
