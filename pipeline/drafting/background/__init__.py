"""What of a case a post tells besides its decision, and in which sentences."""
