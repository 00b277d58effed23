def _open(seen: _Seen) -> list[str]:
    """Give what is still to come that can tell decisions apart."""
    names: list[str] = []
    for at, node in enumerate(_GRAPH):
        steps = seen.steps[at]
        if not seen.reached[at] or len(steps) + seen.stops[at] < 2:
            continue
        if seen.ways.get(at) is None:
            names.append(node.id)
            continue
        # Where it went tells which outcome it was.
        targets = dict.fromkeys(step.to for step in steps)
        if len(targets) > 1:
            names.extend(_GRAPH[to].id for to in targets)
    names.extend(fact.name for at, fact in enumerate(_FACTS) if fact is not None and seen.known[at] is None)
    return names


def _is_reported(fact: int, seen: _Seen) -> bool:
    """Tell whether the report itself says that a fact is so or not."""
    value = seen.values[fact]
    if value is not None:
        return value.arrived
    at = _PLACES[fact]
    node = _GRAPH[at]
    if node.fact != fact:
        return seen.ways.get(at) is not None
    if at == 0 or at in seen.ways:
        return True
    # What comes last may have no report of its own.
    return node.type == "end" and any(
        ways is not None and all(_GRAPH[before].edges[way].to == node.id for way in ways)
        for before, ways in seen.ways.items()
    )


def _positive(condition: _Condition, wanted: bool, seen: _Seen) -> _Condition:
    """Give a condition that holds only with evidence: what it asks for positively is in the report itself."""
    if isinstance(condition, bool):
        return condition
    if isinstance(condition, int):
        if condition == _INCOMPLETE or _is_reported(condition, seen):
            return condition
        return not wanted if wanted or seen.values[condition] is not None else condition
    if isinstance(condition, _Not):
        return _Not(_positive(condition.part, not wanted, seen))
    return _Least(condition.least, tuple(_positive(part, wanted, seen) for part in condition.parts))


def _lacking(condition: _Condition, wanted: bool, seen: _Seen) -> list[str]:
    """Give the names of what a condition lacks in the report."""
    if isinstance(condition, bool):
        return []
    if isinstance(condition, int):
        if condition == _INCOMPLETE or _is_reported(condition, seen):
            return []
        value = _FACTS[condition]
        if value is not None:
            return [value.name]
        return [_GRAPH[_PLACES[condition]].id] if wanted else []
    if isinstance(condition, _Not):
        return _lacking(condition.part, not wanted, seen)
    return [name for part in condition.parts for name in _lacking(part, wanted, seen)]


def _gather(condition: _Condition, wanted: bool, seen: _Seen, found: dict[str, Evidence]) -> None:
    """Collect what a condition rests on: the outcomes and values of the report that make it hold."""
    if isinstance(condition, bool):
        return
    if isinstance(condition, _Not):
        _gather(condition.part, not wanted, seen, found)
        return
    if isinstance(condition, _Least):
        for part in condition.parts:
            _gather(part, wanted, seen, found)
        return
    if condition == _INCOMPLETE or seen.known[condition] is not wanted or not _is_reported(condition, seen):
        return
    fact, value = _FACTS[condition], seen.values[condition]
    if fact is not None and value is not None:
        found[fact.name] = Evidence(fact.name, value=value.value)
        return
    node = _GRAPH[_PLACES[condition]]
    ways = seen.ways.get(_PLACES[condition]) or ()
    edge = node.edges[ways[0]] if len(ways) == 1 else None
    name = node.id if edge is None or node.fact == condition else f"{node.id}.{edge.name}"
    found[name] = Evidence(name, node.id, None if edge is None else edge.names[0])
