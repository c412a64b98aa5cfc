"""What was decided, as a post tells it: no more than the minutes say."""
