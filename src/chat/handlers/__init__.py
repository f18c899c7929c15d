"""One file per Lambda function, named after its operation. No handler imports another."""
