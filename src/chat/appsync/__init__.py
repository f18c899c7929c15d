"""The edge: AppSync's shapes in, ours out. The only layer that knows what an event looks like."""
