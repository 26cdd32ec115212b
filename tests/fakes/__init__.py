"""Doubles of the ports, deterministic, each recording its calls."""
