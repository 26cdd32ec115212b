"""The gate: nothing is shown that its evidence doesn't hold."""
