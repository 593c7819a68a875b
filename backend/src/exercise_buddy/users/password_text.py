"""A password as text: its normal form and maximum length."""

import unicodedata

MAX_PASSWORD_BYTES = 72
"""bcrypt reads no further; a longer password is refused rather than truncated."""


def normalised(password: str) -> str:
    """The same characters for the same password, on whichever keyboard and system it was typed.

    An umlaut is one code point on some systems and two on others. Unicode's form NFKC, as NIST SP 800-63B-4, 3.1.1.2,
    and OWASP ASVS ask for.
    """
    return unicodedata.normalize("NFKC", password)
