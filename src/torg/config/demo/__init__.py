"""`torg demo`: an invented municipality with some weeks of invented traffic, to look around in."""
