"""Several articles a file, as news databases, archives of wires and makers of subtitles write them."""
