"""Starts the server: its database, its secret, its ports, its backups, and Uvicorn."""
