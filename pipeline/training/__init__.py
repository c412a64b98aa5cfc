"""From labelled minutes to a trained model: prepare the examples, train, choose, save.

Nothing here is loaded when minutes are read: what a model needs to label stands in
``pipeline.labelling``.
"""
