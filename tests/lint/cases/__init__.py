"""Places in the complete example that several tests of a family change."""
