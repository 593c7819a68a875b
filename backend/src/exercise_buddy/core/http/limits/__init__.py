"""What a client may send, and how much: by its address, by time, and by size."""
