"""Which addresses lead to the same mailbox."""

import unicodedata

DOT_ABOVE = "\N{COMBINING DOT ABOVE}"
"""The combining dot that lower-casing a dotted capital I leaves behind."""


def mailbox_of(email: str) -> str:
    """A key that is equal for addresses that PostgreSQL considers equal ignoring case; for rate limits only."""
    return unicodedata.normalize("NFKC", email).casefold().replace(DOT_ABOVE, "")
