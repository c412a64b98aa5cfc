"""What is kept: meetings without a word of their closed items, drafts, every version, who and when."""
