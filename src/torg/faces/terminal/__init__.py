"""What a person can ask of Torg from a command line; nothing is decided here."""
