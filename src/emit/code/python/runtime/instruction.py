def _instruction(text: str) -> str:
    """Give what a model is told to do: no value of a parameter at its beginning makes it literal speech."""
    while text.lstrip()[:4].lower() == "say:":
        text = text.lstrip()[4:].lstrip()
    return text
