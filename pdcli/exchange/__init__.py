"""What leaves and what comes in: packets for a committee, keys of blind summaries."""
