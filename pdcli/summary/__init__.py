"""What a committee reads, as data first. Nothing here judges or ranks."""
