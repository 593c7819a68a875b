"""Links in mails: confirming an address, changing it, and resetting a forgotten password."""
