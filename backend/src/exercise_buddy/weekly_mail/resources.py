"""What the weekly mail needs from the process."""

from dataclasses import dataclass

from exercise_buddy.auth.resources import AuthResources
from exercise_buddy.weekly_mail.links import UnsubscribeLinks


@dataclass(frozen=True, kw_only=True)
class WeeklyMailResources(AuthResources):
    """The unsubscribe links."""

    unsubscribe_links: UnsubscribeLinks
