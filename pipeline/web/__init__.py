"""The page for communications staff: a document goes in, a publishable text comes out."""
