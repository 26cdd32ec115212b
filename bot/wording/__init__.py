"""How the words of a quotation stand in a text, whatever house style each is written in."""
