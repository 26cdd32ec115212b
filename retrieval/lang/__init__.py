"""One model of text for all floors: tokens, sentences, paragraphs, quotation marks."""
