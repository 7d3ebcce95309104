class ExportError(Exception):
    """The model can't be exported; the message says why and what to do."""
