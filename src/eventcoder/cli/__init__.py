"""The command line: one thin file a command. Parse, call the Python functions, print."""
