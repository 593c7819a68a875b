"""One-time codes of an authenticator app (TOTP, RFC 6238) as a second factor, and recovery codes."""
