"""Many documents: read, split and label whole folders, and ask what stands in them.

``schema`` says what an archive's tables hold. ``sources`` finds files, ``work`` turns the bytes
of one into rows, ``local`` and ``spark`` do that for many, ``ledger`` remembers what is done,
``tables`` writes what people ask, and ``build`` is the way through.
"""
