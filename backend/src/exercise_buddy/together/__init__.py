"""Users of one server who let each other see their training, each as much as they choose."""
