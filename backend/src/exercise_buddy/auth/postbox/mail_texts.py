"""The texts of mails about an account, in its owner's language."""

from enum import Enum, auto

from exercise_buddy.auth.postbox.mailer import Mail
from exercise_buddy.core.words import Words


class Change(Enum):
    """Changes that are reported to the owner."""

    PASSWORD = auto()
    EMAIL_RESTORED = auto()
    PASSKEY_ADDED = auto()
    PASSKEY_REMOVED = auto()
    API_TOKEN = auto()
    WEBHOOK = auto()
    SECOND_FACTOR_ON = auto()
    SECOND_FACTOR_OFF = auto()
    RECOVERY_CODES = auto()


class MailTexts:
    """Writes mails with links to the web app. Tokens come after #, which browsers do not send to servers."""

    def __init__(self, public_url: str, words: Words) -> None:
        self._public_url = public_url
        self._words = words

    def verification(self, to: str, token: str) -> Mail:
        """To an address that has to be confirmed; without the name, which is whatever somebody typed."""
        say = self._words.say
        return self._mail(
            to,
            None,
            say("Confirm your email address"),
            say("please confirm that this is your email address:"),
            self._link("verify-email", token),
            say("The link works once, for 30 minutes. If you have no account with us, ignore this email."),
        )

    def address_in_use(self, to: str, username: str) -> Mail:
        """To the owner of an account, because somebody gave the same address for another account."""
        say = self._words.say
        return self._mail(
            to,
            username,
            say("You have an account already"),
            say("someone gave this email address for another account. Nothing was changed: it stays yours."),
            say(
                "If that was you: you have an account already, {name}. If you forgot the password, choose a new one: "
                "{link}",
                name=username,
                link=self._forgot_password,
            ),
        )

    def password_reset(self, to: str, username: str | None, token: str) -> Mail:
        """To someone who forgot a password, or for whom somebody else claims so."""
        say = self._words.say
        return self._mail(
            to,
            username,
            say("Choose a new password"),
            say("here you can choose a new password:"),
            self._link("reset-password", token),
            say(
                "The link works once, for 30 minutes. "
                "If you did not ask for it, ignore this email: your password stays."
            ),
        )

    def email_changing(self, to: str, username: str, new_email: str) -> Mail:
        """To the old address, before the new one is confirmed."""
        say = self._words.say
        return self._mail(
            to,
            username,
            say("Your email address is about to change"),
            say(
                "someone who knows your password asked us to use {email} for your account from now on. "
                "That happens once a link that we sent there is opened.",
                email=new_email,
            ),
            say("If that was not you, sign in and change your password at once: that makes the link worthless."),
        )

    def email_changed(self, to: str, username: str, new_email: str, token: str) -> Mail:
        """To the confirmed old address, with an undo link."""
        say = self._words.say
        return self._mail(
            to,
            username,
            say("Your email address was changed"),
            say(
                "your account has a new email address from now on: {email}. Other devices were signed out.",
                email=new_email,
            ),
            say("If that was not you, take your account back. You will be asked for a new password:"),
            self._link("undo-email-change", token),
            say("The link works once, for 7 days."),
        )

    def changed(self, to: str, username: str, change: Change) -> Mail:
        """To the owner, after a way to sign in was changed."""
        subject, happened = _change_text(change, self._words)
        what_to_do = self._words.say("If that was not you, choose a new password: {link}", link=self._forgot_password)
        return self._mail(to, username, subject, happened, what_to_do)

    @property
    def _forgot_password(self) -> str:
        return f"{self._public_url}/forgot-password"

    def _link(self, page: str, token: str) -> str:
        return f"{self._public_url}/{page}#token={token}"

    def _mail(self, to: str, username: str | None, subject: str, *paragraphs: str) -> Mail:
        say = self._words.say
        greeting = say("Hello {name},", name=username) if username is not None else say("Hello,")
        text = "\n\n".join((greeting, *paragraphs, f"Exercise Buddy\n{self._public_url}\n"))
        return Mail(to, f"{subject} - Exercise Buddy", text)


def _change_text(change: Change, words: Words) -> tuple[str, str]:
    """The subject, and the first sentence of the mail."""
    say = words.say
    texts = {
        Change.PASSWORD: (
            say("Your password was changed"),
            say("the password of your account was changed just now, and other devices were signed out."),
        ),
        Change.EMAIL_RESTORED: (
            say("Your email address was restored"),
            say("your account has this email address again, and a new password. All devices were signed out."),
        ),
        Change.PASSKEY_ADDED: (
            say("A passkey was added"),
            say("a passkey was added to your account just now. It signs in without your password."),
        ),
        Change.PASSKEY_REMOVED: (
            say("A passkey was removed"),
            say("a passkey of your account was removed just now, and other devices were signed out."),
        ),
        Change.API_TOKEN: (
            say("An API token was made"),
            say("an API token was made for your account just now. Whoever has it can read what you chose for it."),
        ),
        Change.WEBHOOK: (
            say("A webhook was added"),
            say("a webhook was added to your account just now. It is notified of your workouts."),
        ),
        Change.SECOND_FACTOR_ON: (
            say("Two-step sign-in is on"),
            say("two-step sign-in was turned on for your account just now, and other devices were signed out."),
        ),
        Change.SECOND_FACTOR_OFF: (
            say("Two-step sign-in is off"),
            say("two-step sign-in was turned off for your account just now, and other devices were signed out."),
        ),
        Change.RECOVERY_CODES: (
            say("You have new recovery codes"),
            say("new recovery codes were made for your account just now. The old ones are void."),
        ),
    }
    return texts[change]
