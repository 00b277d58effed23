class _Step(NamedTuple):
    """A step that fits the report: where it leads, and the fact that is so with it."""

    to: int
    fact: int | None


class _Seen(NamedTuple):
    """What the report says, and all ways through the flow that fit it."""

    incomplete: bool
    # From the place of a reported node to the edges that it may have been left by.
    ways: dict[int, tuple[int, ...] | None]
    steps: list[list[_Step]]
    # Whether a session may have ended here.
    stops: list[bool]
    reached: list[bool]
    # The facts that are the same on all ways.
    known: list[bool | None]
    values: list[_SeenValue | None]


# With more combinations than this nothing is concluded.
_MOST: Final = 4096


def _seen_in(session: object, incomplete: bool) -> _Seen:
    """Give what the report says of a session, and the ways that fit it."""
    ways = _reported(_passed(session), incomplete)
    last = max(ways, default=0)
    steps: list[list[_Step]] = [[] for _ in _GRAPH]
    stops = [False for _ in _GRAPH]
    leads = [False for _ in _GRAPH]
    following = len(_GRAPH)
    for at in reversed(range(len(_GRAPH))):
        is_end = _GRAPH[at].type == "end"
        some = ways.get(at)
        edges = [edge for place, edge in enumerate(_GRAPH[at].edges) if some is None or place in some]
        # A session that did not complete came to no end, whatever the outcome of its last node.
        ends = any(_GRAPH[_POSITIONS[edge.to]].type == "end" for edge in edges)
        stops[at] = at >= last and ((not is_end and (some is None or ends)) if incomplete else is_end)
        # Outcomes that lead to one place and that no rule asks about are one.
        found: dict[_Step, None] = {}
        for edge in edges:
            to = _POSITIONS[edge.to]
            if to <= following and leads[to] and not (incomplete and _GRAPH[to].type == "end"):
                found[_Step(to, edge.fact)] = None
        steps[at] = list(found)
        leads[at] = stops[at] or bool(found)
        if at in ways:
            following = at
    if not leads[0]:
        raise UnknownReportError("no path of this flow fits the report")
    reached = [at == 0 for at in range(len(_GRAPH))]
    for at, ways_on in enumerate(steps):
        for step in ways_on:
            reached[step.to] = reached[step.to] or reached[at]
    values = [None if fact is None else _seen_value(fact, session) for fact in _FACTS]
    known = _certain(steps, stops, reached)
    for fact, value in enumerate(values):
        if value is not None:
            known[fact] = value.holds
    known[_INCOMPLETE] = incomplete
    return _Seen(incomplete, ways, steps, stops, reached, known, values)


def _reported(entries: list[_Passed], incomplete: bool) -> dict[int, tuple[int, ...] | None]:
    """Give the edges that each reported node may have been left by."""
    found: dict[int, tuple[int, ...] | None] = {}
    for entry in entries:
        at, ways = entry.at, entry.ways
        if incomplete and _GRAPH[at].type == "end":
            continue
        before = found.get(at)
        if before is not None:
            ways = before if ways is None else tuple(way for way in before if way in ways)
            if not ways:
                raise UnknownReportError(f"the node {_GRAPH[at].id!r} is reported with two outcomes")
        found[at] = ways
    return found


def _certain(steps: list[list[_Step]], stops: list[bool], reached: list[bool]) -> list[bool | None]:
    """Give the facts that are the same on all ways: a node that no step jumps over is passed in any case."""
    known: list[bool | None] = [None for _ in _FACTS]
    # How many more steps jump over a node than over the one before it.
    more = [0] * (len(_GRAPH) + 1)
    over = 0
    for at, node in enumerate(_GRAPH):
        over += more[at]
        ways = steps[at] if reached[at] else []
        is_passed = reached[at] and over == 0
        if node.fact is not None:
            known[node.fact] = True if is_passed else None if reached[at] else False
        for edge in node.edges:
            if edge.fact is not None:
                is_taken = any(step.fact == edge.fact for step in ways)
                is_sure = is_passed and not stops[at] and len(ways) == 1
                known[edge.fact] = (True if is_sure else None) if is_taken else False
        for step in ways:
            more[at + 1] += 1
            more[step.to] -= 1
        if reached[at] and stops[at]:
            more[at + 1] += 1
    return known


def _results(cases: list[_Case], seen: _Seen, known: list[bool | None]) -> list[str]:
    """Give what the cases lead to on the ways that fit.

    That is the one result, or some of several, or none when there is too much to combine. Ways that come to a node with the
    same cases open are one from there on.
    """
    found: dict[str, None] = {}
    met: set[tuple[int, tuple[_Case, ...]]] = set()
    states: list[tuple[int, tuple[_Case, ...]]] = []

    def add(at: int, rest: tuple[_Case, ...]) -> None:
        if rest and all(result == rest[0][1] for _, result in rest):
            found[rest[0][1]] = None
        elif (at, rest) not in met:
            met.add((at, rest))
            states.append((at, rest))

    begin = _left(_left(cases, known.__getitem__), lambda fact: True if fact == _GRAPH[0].fact else None)
    for values in _valuations(seen, known):
        add(0, _left(begin, values.get))
    count = 0
    while states and len(found) < 2:
        at, rest = states.pop()
        count += 1
        if count > _MOST:
            return []
        if seen.stops[at]:
            add(at, _left(rest, lambda _: False))
        for step in seen.steps[at]:
            there = _GRAPH[step.to].fact

            def now(fact: int, step: _Step = step, there: int | None = there) -> bool | None:
                if fact in (step.fact, there):
                    return True
                return False if _PLACES[fact] < step.to else None

            add(step.to, _left(rest, now))
    return list(found)
