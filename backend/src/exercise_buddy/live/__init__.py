"""Live numbers of a set, from the device that counts to the user's other screens (docs/adr/027)."""
