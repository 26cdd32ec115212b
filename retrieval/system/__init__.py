"""Processes, signals, memory and disk: what the operating system gives and takes."""
