"""Reminders to train, by Web Push, for those who want them."""
