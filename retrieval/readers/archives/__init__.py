"""Files that hold other files: each member is read as the file that it is."""
