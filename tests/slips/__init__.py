"""A catalogue of the slips that people really make, and the property that none of them goes unnoticed."""
