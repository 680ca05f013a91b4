"""The only readers of the heart: one file a page or question. No list counts or loops over all enquiries."""
