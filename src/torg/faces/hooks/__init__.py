"""The doors for machines: is Torg alive, and is it ready to serve."""
