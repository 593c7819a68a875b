"""Which addresses lead to the same mailbox."""

import unicodedata

DOT_ABOVE = "\N{COMBINING DOT ABOVE}"
"""The combining dot that lower-casing a dotted capital I leaves behind."""


def mailbox_of(email: str) -> str:
    """A key that is equal for addresses that PostgreSQL considers equal ignoring case; for rate limits only."""
    return unicodedata.normalize("NFKC", email).casefold().replace(DOT_ABOVE, "")


def inbox_of(email: str) -> str:
    """The same without a tag: most providers deliver ada+anything@ to ada@. For mails that really go there only."""
    local_part, _, domain = mailbox_of(email).rpartition("@")
    return f"{local_part.partition('+')[0] or local_part}@{domain}"
