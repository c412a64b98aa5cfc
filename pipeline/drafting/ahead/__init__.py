"""What happens next: whose turn it is, and by when."""
