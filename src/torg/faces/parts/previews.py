"""How an editor is let in to look at a draft: the desk signs which one, the portal shows it."""

SALT = "torg.page.look"
SECONDS = 60 * 60
