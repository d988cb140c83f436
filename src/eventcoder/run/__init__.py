"""Running: many inputs through the coder, with quarantine, progress, writers and a clean end."""
