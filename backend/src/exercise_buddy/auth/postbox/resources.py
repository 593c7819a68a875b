"""What mails to the owner need from the process."""

from dataclasses import dataclass

from exercise_buddy.auth.postbox.mailer import Mailer
from exercise_buddy.auth.secret_box import SecretBox
from exercise_buddy.users.resources import UserResources


@dataclass(frozen=True, kw_only=True)
class PostboxResources(UserResources):
    """The mailer, and what encrypts stored mails."""

    mailer: Mailer
    mail_secret_box: SecretBox
