"""Every public page that the browser looks at: whoever makes one adds it here, and all tests of looks hold for it."""

PUBLIC = (
    "",
    "contact/",
    "contact/received/",
    "contact/?about=accessibility&page=/nn/",
    "follow/",
    "promises/",
    "promises/?to=apply&noid=1&exempt=1",
    "promises/?to=find&business=1",
    "accessibility/",
    "assistent/",
    "assistent/?q=hol+i+vegen&about=/nn/",
    "offline/",
    "receipt/{token}/",
    "follow/{token}/",
    "no-such-page/",
)
"""Below the language; ``{token}`` is that of an open enquiry."""

COLOURS = (("#0b5d66", "#a8471f"), ("#1b5e20", "#6a1b9a"), ("#f9c80e", "#c1121f"))
"""Main and accent colour of three municipalities: teal, green and violet, yellow and red."""
