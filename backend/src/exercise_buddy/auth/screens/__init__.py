"""Screens that show live numbers without a sign-in: paired by a code, allowed on a device that is signed in."""
