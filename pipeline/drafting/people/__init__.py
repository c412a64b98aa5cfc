"""A post names nobody: people's names found, and what stands in their place."""
