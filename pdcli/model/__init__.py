"""What documents and forms are. Nothing here opens a file."""
