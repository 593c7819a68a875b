"""Screens that show live numbers without signing in: paired by a code, allowed on a signed-in device."""
