"""What somebody typed, and what is meant by it: how it is spelt, and what stands around the question."""
