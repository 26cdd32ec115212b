"""Documents of word processors, spreadsheets and e-book systems."""
