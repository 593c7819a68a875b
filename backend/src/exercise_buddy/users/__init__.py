"""Who uses the app: profile and password."""
