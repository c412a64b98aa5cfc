"""What a language model is told and asked: ``system.txt`` always, ``item.txt`` for each item."""
