"""What changes while a page is open is told to it at once: server-sent events, by ids alone (docs/decisions/0127)."""
