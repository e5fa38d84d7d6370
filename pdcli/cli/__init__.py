"""The command line: one module per command, which reads options, calls one function and prints its result.

Nothing is worked out here, and each command is imported when it is called.
May import every room.
"""
