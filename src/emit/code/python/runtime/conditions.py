# What rules ask: a fact, or what is known already, or its opposite, or that so many of several hold.
_Condition = Union[bool, int, "_Not", "_Least"]


class _Not(NamedTuple):
    part: _Condition


class _Least(NamedTuple):
    least: int
    parts: tuple[_Condition, ...]


class _Rule(NamedTuple):
    # Among the rules of the flow.
    place: int
    decision: Decision
    text: str
    when: _Condition
    reason: str | None = None
    grants: bool = False


# A condition, and what it leads to when none before it holds. The last one of several holds always.
_Case = tuple[_Condition, str]
_Known = Callable[[int], Optional[bool]]


def _simplified(condition: _Condition, known: _Known) -> _Condition:
    """Give what is left of a condition once some facts are known."""
    if isinstance(condition, bool):
        return condition
    if isinstance(condition, int):
        now = known(condition)
        return condition if now is None else now
    if isinstance(condition, _Not):
        part = _simplified(condition.part, known)
        return not part if isinstance(part, bool) else _Not(part)
    parts = [_simplified(part, known) for part in condition.parts]
    rest = tuple(part for part in parts if not isinstance(part, bool))
    least = condition.least - sum(part is True for part in parts)
    if least <= 0:
        return True
    return _Least(least, rest) if least <= len(rest) else False


def _left(cases: Iterable[_Case], known: _Known) -> tuple[_Case, ...]:
    """Give the cases that may still hold."""
    rest: list[_Case] = []
    for when, result in cases:
        now = _simplified(when, known)
        if now is not False:
            rest.append((now, result))
        if now is True:
            break
    return tuple(rest)
