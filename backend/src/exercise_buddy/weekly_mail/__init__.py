"""The opt-in mail about the previous week, on Monday mornings."""
