"""Is each number the item's, said of the same thing, and going the same way?"""
