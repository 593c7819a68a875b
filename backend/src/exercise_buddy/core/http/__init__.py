"""HTTP: limits and metrics for requests, and how responses and errors are sent."""
