class _Param(NamedTuple):
    name: str
    kind: str
    words: tuple[str, ...] | None = None
    whole: bool = False
    min: float | None = None
    max: float | None = None


# The largest number that JSON, JavaScript and Python read alike.
_LARGEST: Final = 1.7976931348623157e308


def _checked(params: Params) -> Params:
    """Give the parameters as JSON has them: a whole number has no point. Refuse what is no value."""
    if not isinstance(params, Params):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"the parameters must be `Params`, and are {params!r}")
    numbers: dict[str, Any] = {}
    for param in _PARAMS:
        value: object = getattr(params, param.name)
        if param.kind == "number":
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise TypeError(f"the parameter `{param.name}` must be a number, and is {_described(value)}")
            if not abs(value) <= _LARGEST:
                raise TypeError(f"the parameter `{param.name}` must be a finite number, and is {_described(value)}")
            if isinstance(value, int) and float(value) != value:
                raise ValueError(f"the parameter `{param.name}` must be a number that a `float` holds, and is {value}")
            numbers[param.name] = int(value) if abs(value) < 2**53 and float(value).is_integer() else value
        elif not isinstance(value, str if param.kind == "string" else bool):
            raise TypeError(f"the parameter `{param.name}` must be a {param.kind}, and is {_described(value)}")
        problem = _outside(param, value)
        if problem is not None:
            raise ValueError(f"the parameter `{param.name}` must be {problem}, and is {_described(value)}")
    return replace(params, **numbers)


def _outside(param: _Param, value: object) -> str | None:
    """Say what the fields that take the parameter want instead."""
    if isinstance(value, str) and param.words is not None and value not in param.words:
        return "one of " + ", ".join(f'"{word}"' for word in param.words)
    if not isinstance(value, (int, float)):
        return None
    if param.whole and value != int(value):
        return "a whole number"
    if param.min is not None and value < param.min:
        return f"at least {param.min:g}"
    if param.max is not None and value > param.max:
        return f"at most {param.max:g}"
    return None


def _described(value: object) -> str:
    return f"the string {value!r}" if isinstance(value, str) else repr(value)
