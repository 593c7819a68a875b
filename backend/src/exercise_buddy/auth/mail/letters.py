"""The texts of mails."""

from exercise_buddy.auth.mail.mailer import Mail

GREETING = "Hello {username},\n\n"
SIGNATURE = "\n\nExercise Buddy\n{public_url}\n"


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
            "If that was not you, sign in and change your password at once."
        )
        return self._mail(to, username, "Your email address is about to change", text)

    def password_changed(self, to: str, username: str) -> Mail:
        """To the owner of an account with a new password."""
        text = (
            "the password of your account was changed just now, and other devices were signed out.\n\n"
            f"If that was not you, choose a new one: {self._public_url}/forgot-password"
        )
        return self._mail(to, username, "Your password was changed", text)

    def _link(self, page: str, token: str) -> str:
        return f"{self._public_url}/{page}#token={token}"

    def _mail(self, to: str, username: str, subject: str, text: str) -> Mail:
        body = GREETING.format(username=username) + text + SIGNATURE.format(public_url=self._public_url)
        return Mail(to, f"{subject} - Exercise Buddy", body)
