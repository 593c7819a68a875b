"""Passkeys (WebAuthn level 3): signing in with the device's own lock, or a security key."""
