def _check(params: Params) -> None:
    """Refuse what is no value for a parameter."""
    for name, kind in _PARAMS:
        value: object = getattr(params, name)
        if kind == "number":
            is_int = isinstance(value, int) and not isinstance(value, bool)
            fits = is_int or (isinstance(value, float) and math.isfinite(value))
        else:
            fits = isinstance(value, str if kind == "string" else bool)
        if not fits:
            finite = "finite " if kind == "number" else ""
            raise TypeError(f"the parameter `{name}` must be a {finite}{kind}, and is {value!r}")
