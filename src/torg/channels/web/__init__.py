"""The web form: what the portal's "contact us" page sends in, with its attachments."""
