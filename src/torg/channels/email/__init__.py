"""E-mail: our own SMTP and LMTP receiver and IMAP polling in, SMTP out."""
