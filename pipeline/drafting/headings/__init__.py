"""Titles as noun phrases, and the headlines made of them.

``titles`` reads a title (``told_titles``: one that is a whole sentence; ``bare``: one that names
no case), ``shortened`` cuts it to the room there is. ``headlines`` makes an item's,
``post_headline`` the post's, of ``short_names``. ``capitals`` keeps those of names, ``echo`` does
not say again below a headline what stands in it.
"""
