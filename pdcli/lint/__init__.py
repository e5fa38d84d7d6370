"""The linter: rules over a portfolio, and ways to report what they find."""
