"""What pd creates and completes: portfolios, cycles, documents, answers, confirmations, and the next step.

Files of people are changed at one value only, through writing.
May import thread, attestation, portfolio, writing and below.
"""
