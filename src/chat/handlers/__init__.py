"""One file per Lambda function, named after its operation. No handler imports another."""

import gc

# A start makes 95,000 objects that stay: the collector looked through them again and again.
gc.set_threshold(200_000)
