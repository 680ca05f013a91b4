"""The roof: settings, addresses (urls), wiring of channels, and the command `torg`."""
