"""What is proven by mail: that an address is its owner's, and who forgot a password."""
