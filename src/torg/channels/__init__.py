"""Ways in and out: base.py is the whole interface, one folder a channel."""
