"""The parts of reading a web page: its metadata, its body, what does not belong to it."""
