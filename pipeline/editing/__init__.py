"""The post as a person changes it: every operation a pure function from post to post."""
