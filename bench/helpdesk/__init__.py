"""django-helpdesk as it is set up for the comparison; runs in a virtual environment of its own."""
