"""Bytes to text: which encoding, which kind of file."""
