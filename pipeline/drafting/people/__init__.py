"""A post names nobody: people's names found, and what stands in their place.

``names`` and ``personal`` find them (names; numbers, addresses), ``someone`` where a sentence of a
case has one. In a decision ``members`` says "et medlem", ``offices`` the office that the head of
the minutes prints; over the whole draft ``unnamed`` puts a role for what is left. ``secret`` is a
choice that is not to be known yet.
"""
