"""Why links in mails are refused."""

from exercise_buddy.core.errors import BadRequest, Conflict


class MailTokenInvalid(BadRequest):
    """The token was never issued, has been used, was replaced by a newer one, or is too old."""

    code = "mail_token_invalid"
    detail = "This link has expired or has been used. Ask for a new one."


class MailNotConfigured(Conflict):
    """SMTP_URL is not set."""

    code = "mail_not_configured"
    detail = "This server sends no email."


class EmailAlreadyVerified(Conflict):
    """The address is already confirmed."""

    code = "email_already_verified"
    detail = "This email address is already verified."
