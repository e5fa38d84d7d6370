"""What leaves and what comes in: packets for a committee, their check, blind summaries with their keys, JSON Schemas,
forms filled in in Word.

Nothing is unpacked, and nothing that comes in is believed.
May import lint, scaffold, render and below.
"""
