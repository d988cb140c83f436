"""Builds the model of event types from the project's own sentences; not part of the installed package."""
