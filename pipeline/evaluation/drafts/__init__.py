"""How good the drafts are: the rubric, criterion by criterion, on every draft of every writer.

The reference texts and the baselines are made into drafts too, so that one way of counting goes
for all of them: what a measure says of the writer it also says of an editor.
"""
