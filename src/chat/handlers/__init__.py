"""One file per Lambda function, named after its operation. No handler imports another."""

import gc

# Start-up makes 95,000 objects that stay: the collector would scan them again and again.
gc.set_threshold(200_000)
