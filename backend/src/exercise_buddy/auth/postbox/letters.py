"""The texts of mails."""

from enum import Enum

from exercise_buddy.auth.postbox.mailer import Mail

GREETING = "Hello {username},\n\n"
SIGNATURE = "\n\nExercise Buddy\n{public_url}\n"


class Change(Enum):
    """What an owner is told of: the subject, and the first sentence of the mail."""

    PASSWORD = (
        "Your password was changed",
        "the password of your account was changed just now, and other devices were signed out.",
    )
    EMAIL_RESTORED = (
        "Your email address was restored",
        "your account has this email address again, and a new password. All devices were signed out.",
    )
    PASSKEY_ADDED = (
        "A passkey was added",
        "a passkey was added to your account just now. It signs in without your password.",
    )
    PASSKEY_REMOVED = (
        "A passkey was removed",
        "a passkey of your account was removed just now, and other devices were signed out.",
    )
    API_TOKEN = (
        "An API token was made",
        "an API token was made for your account just now. Whoever has it can read what you chose for it.",
    )
    WEBHOOK = (
        "A webhook was added",
        "a webhook was added to your account just now. It is told of your workouts.",
    )
    SECOND_FACTOR_ON = (
        "Two-step sign-in is on",
        "two-step sign-in was turned on for your account just now, and other devices were signed out.",
    )
    SECOND_FACTOR_OFF = (
        "Two-step sign-in is off",
        "two-step sign-in was turned off for your account just now, and other devices were signed out.",
    )
    RECOVERY_CODES = (
        "You have new recovery codes",
        "new recovery codes were made for your account just now. The old ones are void.",
    )


class Letters:
    """Writes mails with links to the web app. A token stands behind #, which browsers send to no server's log."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url

    def verification(self, to: str, username: str, token: str) -> Mail:
        """To an address that is to be verified."""
        text = (
            f"please confirm that this is your email address:\n\n{self._link('verify-email', token)}\n\n"
            "The link works once, for 30 minutes. If you have no account with us, ignore this mail."
        )
        return self._mail(to, username, "Confirm your email address", text)

    def address_in_use(self, to: str, username: str) -> Mail:
        """To the owner of an account, whose address was given for another one."""
        text = (
            "someone gave this email address for another account. Nothing was changed: it stays yours.\n\n"
            f"If that was you: you have an account already, {username}. If you forgot the password, choose a new one: "
            f"{self._public_url}/forgot-password"
        )
        return self._mail(to, username, "You have an account already", text)

    def password_reset(self, to: str, username: str, token: str) -> Mail:
        """To someone who forgot a password, or of whom another pretends so."""
        text = (
            f"here you can choose a new password:\n\n{self._link('reset-password', token)}\n\n"
            "The link works once, for 30 minutes. If you did not ask for it, ignore this mail: your password stays."
        )
        return self._mail(to, username, "Choose a new password", text)

    def email_changing(self, to: str, username: str, new_email: str) -> Mail:
        """To the old address, before the new one is confirmed."""
        text = (
            f"someone who knows your password asked us to use {new_email} for your account from now on. "
            "That happens once a link that we sent there is opened.\n\n"
            "If that was not you, sign in and change your password at once: that makes the link worthless."
        )
        return self._mail(to, username, "Your email address is about to change", text)

    def email_changed(self, to: str, username: str, new_email: str, token: str) -> Mail:
        """To the old address, which was its owner's: a way back."""
        text = (
            f"your account has a new email address from now on: {new_email}. Other devices were signed out.\n\n"
            "If that was not you, take your account back. You will be asked for a new password:\n\n"
            f"{self._link('undo-email-change', token)}\n\n"
            "The link works once, for 7 days."
        )
        return self._mail(to, username, "Your email address was changed", text)

    def changed(self, to: str, username: str, change: Change) -> Mail:
        """To the owner, after something was changed that lets people in."""
        subject, happened = change.value
        text = f"{happened}\n\nIf that was not you, choose a new password: {self._public_url}/forgot-password"
        return self._mail(to, username, subject, text)

    def _link(self, page: str, token: str) -> str:
        return f"{self._public_url}/{page}#token={token}"

    def _mail(self, to: str, username: str, subject: str, text: str) -> Mail:
        body = GREETING.format(username=username) + text + SIGNATURE.format(public_url=self._public_url)
        return Mail(to, f"{subject} - Exercise Buddy", body)
