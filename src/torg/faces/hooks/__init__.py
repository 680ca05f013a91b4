"""The doors for machines: is Torg alive and ready to serve, and the service catalogue as data."""
