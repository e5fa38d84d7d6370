"""What a committee reads of one teacher, the row of a table of many, and the history in git, as data.

Nothing here judges or ranks, and nothing is worded.
May import thread, attestation, runtime, vcs and below.
"""
