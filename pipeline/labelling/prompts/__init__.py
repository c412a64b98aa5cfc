"""What a language model is asked, one file a task; ``{labels}`` becomes the labels' definitions."""
