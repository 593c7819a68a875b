"""Personal API tokens: made, listed and revoked by their owner."""
