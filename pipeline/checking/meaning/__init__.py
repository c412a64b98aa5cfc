"""Does a sentence say what the item says: who, how sure, how far, and yes or no?"""
