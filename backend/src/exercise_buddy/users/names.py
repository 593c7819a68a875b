"""How usernames and email addresses are compared."""


def in_lower_case(name: str) -> str:
    """Lower-cased as PostgreSQL does it: letter by letter, where Python turns U+0130 into two letters."""
    return "".join(letter.lower()[0] for letter in name)
