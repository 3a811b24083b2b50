"""A list as every room makes it: searched, filtered, in a fixed order, page by page, and taken away as it is shown."""
