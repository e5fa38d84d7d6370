"""Documents as pages: view models first, then Jinja."""
