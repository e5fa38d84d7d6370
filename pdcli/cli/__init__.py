"""The command line: one module per command. Options in, one function called, its result printed."""
