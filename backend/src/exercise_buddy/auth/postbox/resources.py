"""What mails to the owner want of the process."""

from dataclasses import dataclass

from exercise_buddy.auth.postbox.mailer import Mailer
from exercise_buddy.auth.safe import Safe
from exercise_buddy.users.resources import UserResources


@dataclass(frozen=True, kw_only=True)
class PostboxResources(UserResources):
    """The way out for mails, and what seals those that are kept until they have left."""

    mailer: Mailer
    mail_safe: Safe
