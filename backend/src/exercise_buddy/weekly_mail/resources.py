"""What the weekly mail wants of the process."""

from dataclasses import dataclass

from exercise_buddy.auth.resources import AuthResources
from exercise_buddy.weekly_mail.links import UnsubscribeLinks


@dataclass(frozen=True, kw_only=True)
class WeeklyMailResources(AuthResources):
    """The links that end it."""

    unsubscribe_links: UnsubscribeLinks
