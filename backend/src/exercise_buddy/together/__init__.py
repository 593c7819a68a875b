"""People of one server who let one another see what they train, each as much as he chose."""
