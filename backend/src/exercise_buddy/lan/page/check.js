// Registered and dropped again by trust.js: a browser takes it only over a connection that it trusts.
