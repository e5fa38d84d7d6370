"""The golden thread: its nodes, links and breaks, what became of growth areas over the years, what is carried over.

Everything that shows or checks the thread asks here; nobody else follows links between cycles.
May import portfolio and below.
"""
