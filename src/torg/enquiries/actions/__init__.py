"""The only writers of the heart: one file a verb, one transaction and one event for each action."""
