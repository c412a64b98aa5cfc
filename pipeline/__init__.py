"""Referat reads Danish meeting minutes and drafts a communication text."""
