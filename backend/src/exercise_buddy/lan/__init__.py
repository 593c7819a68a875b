"""The devices of one household: https on the local network with an authority of its own (docs/adr/025)."""
