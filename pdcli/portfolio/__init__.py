"""From disk to typed documents and back."""
