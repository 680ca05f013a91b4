"""The doors: where people and machines meet Torg; they read, call one action, and show."""
