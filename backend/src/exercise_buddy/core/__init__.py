"""What every feature uses; it knows none of them."""
