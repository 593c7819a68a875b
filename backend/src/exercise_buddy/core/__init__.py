"""What every feature stands on; knows none of them."""
