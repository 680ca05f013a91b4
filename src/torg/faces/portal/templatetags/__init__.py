"""Tags of the citizens' pages alone."""
