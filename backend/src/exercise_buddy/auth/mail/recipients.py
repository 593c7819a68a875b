"""Which mails go to one and the same mailbox."""

import unicodedata

DOT_ABOVE = "\N{COMBINING DOT ABOVE}"
"""What is left of a dotted capital I in lower case."""


def mailbox_of(email: str) -> str:
    """The same text for every address that PostgreSQL takes for the same, whatever its case; for limits only."""
    return unicodedata.normalize("NFKC", email).casefold().replace(DOT_ABOVE, "")
