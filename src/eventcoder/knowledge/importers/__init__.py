"""Knowledge in the formats of other coders, turned into tables that load as a user's layer."""
