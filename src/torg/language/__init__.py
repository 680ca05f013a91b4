"""PURE: what words tell: which language, how clear, how alike, what is sensitive in them, whether they only thank."""
