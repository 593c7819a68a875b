"""Mails to the owner of an account: their texts, and how they are sent."""
