class _Place(NamedTuple):
    """Where a value of the session stands."""

    source: str
    path: tuple[str, ...]


class _Comparison(NamedTuple):
    """A comparison that rules ask for, and what is compared, as the flow calls it."""

    name: str
    place: _Place
    operator: str
    literal: str | float | bool | None
    other: _Place | None
    # Other spellings of the value, each with the one that it stands for.
    spellings: Mapping[str, str]


class _SeenValue(NamedTuple):
    """What the session says of a comparison."""

    # Whether it holds; `None` while the value may come.
    holds: bool | None
    # Whether it would hold without the value.
    without: bool
    # Whether what holds the value is there.
    arrived: bool
    value: object


def _seen_value(fact: _Comparison, session: object) -> _SeenValue:
    arrived, gone, value = _look_up(fact.place, session)
    value = fact.spellings.get(value, value) if isinstance(value, str) else value
    other = (True, False, fact.literal) if fact.other is None else _look_up(fact.other, session)
    is_settled = (arrived or gone) and (other[0] or other[1])
    holds = _compared(fact.operator, value, other[2]) if is_settled else None
    return _SeenValue(holds, _compared(fact.operator, None, fact.literal), arrived and other[0], value)


def _look_up(place: _Place, session: object) -> tuple[bool, bool, object]:
    """Give whether what holds a value has arrived, whether it will not come any more, and the value."""
    report = _member(session, "report")
    state: object = None
    path = place.path
    if place.source == "report":
        holder = _member(report, path[0])
        status = _member(report, f"{path[0]}Status")
        state = status if isinstance(status, str) else _member(status, "state")
        path = path[1:]
    elif place.source == "extracted":
        holder = _member(report, "extractedData")
    else:
        holder = _member(_member(session, "settings"), "providedData")
    value = holder
    for name in path:
        value = _member(value, name)
    gone = state in ("failed", "timed_out", "timedOut", "notRequested")
    return holder is not None and state != "pending", gone, value


def _member(value: object, name: str) -> object:
    return cast("Mapping[str, object]", value).get(name) if isinstance(value, Mapping) else None


def _compared(operator: str, left: object, right: object) -> bool:
    """Compare as the API does: equality of trimmed texts, order of numbers."""
    # A list has what one of its items has.
    items = cast("list[object]", left) if isinstance(left, list) else [left]
    texts = [it for it in map(_plain, items) if it is not None]
    is_there = bool(items) and items != [None]
    if operator in ("exists", "not exists"):
        return is_there is (operator == "exists")
    wanted = _plain(right)
    if operator in ("==", "!="):
        return (wanted is not None and wanted in texts) is (operator == "==")
    one, two = (_number(texts[0]) if len(texts) == 1 else None), _number(wanted)
    if one is None or two is None:
        return False
    return {"<": one < two, "<=": one <= two, ">": one > two, ">=": one >= two}[operator]


# What JavaScript trims.
_BLANKS: Final = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


def _plain(value: object) -> str | None:
    if isinstance(value, str):
        return value.strip(_BLANKS)
    if isinstance(value, bool):
        return _text(value)
    if not isinstance(value, (int, float)) or not abs(value) <= 1.7976931348623157e308:
        return None
    # As others have it, who know no larger whole numbers.
    return _text(value if abs(value) < 2**53 else float(value))


def _number(value: str | None) -> float | None:
    """Give the number that a text spells in decimal digits."""
    if not value or not set(value) <= set("0123456789+-.eE"):
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if abs(found) <= 1.7976931348623157e308 else None


def _valuations(seen: _Seen, known: list[bool | None]) -> list[dict[int, bool]]:
    """Give what the values that are still to come can make of the facts.

    Comparisons of one value exclude and imply each other.
    """
    groups: dict[str, list[tuple[int, _Comparison]]] = {}
    for at, fact in enumerate(_FACTS):
        if fact is not None and known[at] is None:
            # What is compared with another value is free.
            groups.setdefault(fact.name if fact.other is None else str(at), []).append((at, fact))
    found: list[dict[int, bool]] = [{}]
    for facts in groups.values():
        choices: dict[tuple[tuple[int, bool], ...], None] = {}
        for sample in _samples([fact for _, fact in facts]):
            choice = [
                (at, _compared(fact.operator, sample, fact.literal) if fact.other is None else sample is None)
                for at, fact in facts
            ]
            choices[tuple(choice)] = None
        found = [{**before, **dict(choice)} for before in found for choice in choices]
        if len(found) > _MOST:
            return []
    return found


def _samples(facts: list[_Comparison]) -> list[object]:
    """Give values that a session can have for these comparisons, one for each answer."""
    literals = [fact.literal for fact in facts if fact.literal is not None]
    numbers = sorted(it for it in map(_number, map(_plain, literals)) if it is not None)
    between = [(one + two) / 2 for one, two in zip(numbers, numbers[1:])]
    edges = [numbers[0] - 1, numbers[-1] + 1] if numbers else []
    return [None, f"{literals}?", *literals, *numbers, *between, *edges]
