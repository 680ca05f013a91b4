"""Page parts, form fields and the look that the faces share."""
