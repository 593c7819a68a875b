"""HTTP: what comes in, bounded, limited and observed, and how answers and refusals go out."""
