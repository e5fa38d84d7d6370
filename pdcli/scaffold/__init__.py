"""What pd creates: portfolios, cycles and documents that open ready to fill."""
