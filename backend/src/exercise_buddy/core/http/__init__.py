"""HTTP: what surrounds every endpoint, and how responses and errors are sent."""
