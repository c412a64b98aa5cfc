"""Titles as noun phrases, and the headlines made of them."""
