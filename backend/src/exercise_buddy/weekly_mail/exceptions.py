"""Why the weekly mail refuses."""

from exercise_buddy.core.errors import BadRequest


class UnsubscribeLinkInvalid(BadRequest):
    """The token is not ours, or years old."""

    code = "unsubscribe_link_invalid"
    detail = "This link does not work. Sign in, and turn the weekly email off in your profile."
