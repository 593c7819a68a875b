"""The mail about the week before, on Monday mornings, for those who want it."""
