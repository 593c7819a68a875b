"""Counts push-ups and rope jumps from a webcam: the API, the command line, and the server of the web app."""
