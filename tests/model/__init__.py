"""The promise, held against a real model that makes things up: ``make test-model``."""
