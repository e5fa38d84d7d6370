"""What files tell besides what they show: places, authors, devices, comments, hidden sheets. Found, and taken out.

Files are strangers': they are read in a process of its own, which is bounded in memory and time.
May import runtime, discovery and below.
"""
