class AmbiguousReportError(Exception):
    """The outcomes of a report fit paths with different decisions, and no further report can tell them apart."""


if not TYPE_CHECKING:
    AmbiguousReportError = _shared(AmbiguousReportError)


@dataclass(frozen=True)
class RuleText:
    """A rule of the flow: its place among the rules, from 0, and its condition as the flow says it."""

    index: int
    text: str


@dataclass(frozen=True)
class Evidence:
    """What a decision rests on: an outcome, or a value of the report, by the name that the flow has for it."""

    name: str
    node_id: NodeId | None = None
    outcome: str | None = None
    value: object = None


@dataclass(frozen=True)
class Answer:
    """What is decided about a session, by which rule, why, and on what; or `"pending"`, and what is waited for."""

    decision: Decision | Literal["pending"]
    rule: RuleText | None
    reason: str | None
    evidence: tuple[Evidence, ...]
    waiting_for: tuple[str, ...]


def decide(session: object, *, final: bool = False) -> Answer:
    """Decide about a session: what every path of the flow gets that fits the session's report.

    `"pending"` while the session goes on, and while its report does not say enough: node reports come some seconds after
    the session ended, so ask again then. A decision that grants something needs its evidence in the report itself. With
    `final` what is missing counts as not having happened, and grants nothing. `session` is the member of that name in the
    answer of `GET /sessions/:id`. Raises `UnknownReportError` when the session is not one of this flow, and
    `AmbiguousReportError` when the report can never tell which decision is right and the flow does not say what then.
    """
    status = _members(session, "the session").get("status")
    goes_on = status in ("created", "inProgress")
    if not goes_on and status not in ("complete", "incomplete"):
        hint = "; pass the member `session` of the answer" if status is None else ""
        raise UnknownReportError(f"a session has no status {status!r}{hint}")
    if goes_on and not final:
        return _pending(["status"])
    return _decided(_seen_in(session, status != "complete"), final)


# What rules ask: a fact, or what is known already, or its opposite, or that so many of several hold.
_Condition = Union[bool, int, "_Not", "_Least"]


class _Not(NamedTuple):
    part: _Condition


class _Least(NamedTuple):
    least: int
    parts: tuple[_Condition, ...]


class _Rule(NamedTuple):
    index: int
    decision: Decision
    text: str
    when: _Condition
    reason: str | None = None
    grants: bool = False


# A condition, and what it leads to when none before it holds. The last one of several holds always.
_Case = tuple[_Condition, str]
_Known = Callable[[int], Optional[bool]]


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


def _pending(waiting_for: list[str]) -> Answer:
    return Answer("pending", None, None, (), tuple(dict.fromkeys(waiting_for)))


def _decided(seen: _Seen, final: bool) -> Answer:
    # Only a completed session is granted anything.
    rules = [rule for rule in _RULES if not seen.incomplete or not rule.grants]
    found = _results(_cases(rules), seen, seen.known)
    if len(found) == 1:
        own = [rule for rule in rules if rule.decision == found[0]]
        asks = tuple(_positive(rule.when, True, seen) for rule in own if rule.grants)
        if not asks or _results([(_Least(1, asks), "yes"), (True, "no")], seen, seen.known) == ["yes"]:
            return _answered(own, seen, seen.known)
        waiting_for = [name for rule in own for name in _lacking(rule.when, True, seen)]
    else:
        waiting_for = _open(seen)
    if waiting_for and not final:
        return _pending(waiting_for)
    # What is missing counts as not having happened, and grants nothing.
    known = [_final(fact, seen) for fact in range(len(seen.known))] if final else seen.known
    rest = [rule for rule in rules if not final or not rule.grants]
    last = _results(_cases(rest), seen, known)
    if len(last) != 1:
        return _ambiguous(seen)
    return _answered([rule for rule in rest if rule.decision == last[0]], seen, known)


def _cases(rules: list[_Rule]) -> list[_Case]:
    return [(rule.when, rule.decision) for rule in rules]


def _final(fact: int, seen: _Seen) -> bool | None:
    """Give what is known of a fact when nothing more comes."""
    known, value = seen.known[fact], seen.values[fact]
    if known is not None:
        return known
    if value is not None:
        return value.without
    return False if seen.ways.get(_PLACES[fact]) is None else None


def _answered(rules: list[_Rule], seen: _Seen, known: list[bool | None]) -> Answer:
    """Answer by the first of the rules that holds as far as is known."""
    now = [_simplified(rule.when, known.__getitem__) for rule in rules]
    sure = [rule for rule, it in zip(rules, now) if it is True]
    rule = (sure or [rule for rule, it in zip(rules, now) if it is not False])[0]
    found: dict[str, Evidence] = {}
    _gather(rule.when, True, seen, found)
    text = RuleText(rule.index, rule.text)
    return Answer(rule.decision, text, rule.reason, tuple(found.values()), ())


def _ambiguous(seen: _Seen) -> Answer:
    if _AMBIGUOUS is not None:
        rule = _AMBIGUOUS
        return Answer(rule.decision, RuleText(rule.index, rule.text), rule.reason, (), ())
    unclear = [at for at in sorted(seen.ways) if seen.ways[at] is not None and len(seen.steps[at]) > 1]
    node_id = _GRAPH[unclear[0]].id if unclear else None
    raise AmbiguousReportError(
        f"the report can't tell the outcomes of {node_id!r} apart, and the decision depends on them"
    )


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


def _results(cases: list[_Case], seen: _Seen, known: list[bool | None]) -> list[str]:
    """Give what the cases lead to on the ways that fit.

    That is the one result, or the first two that were found, or none when there is too much to combine. All ways are followed
    at once, in the order of `_GRAPH`; those that leave the same cases open are one.
    """
    found: dict[str, None] = {}
    states: dict[int, dict[tuple[_Case, ...], None]] = {}

    def add(at: int, rest: tuple[_Case, ...]) -> None:
        if rest and all(result == rest[0][1] for _, result in rest):
            found[rest[0][1]] = None
        else:
            states.setdefault(at, {})[rest] = None

    begin = _left(_left(cases, known.__getitem__), lambda fact: True if fact == _GRAPH[0].fact else None)
    for values in _valuations(seen, known):
        add(0, _left(begin, values.get))
    count = 0
    for at, node in enumerate(_GRAPH):
        for rest in states.pop(at, {}):
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
            if len(found) > 1:
                return list(found)
    return list(found)


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
        return _gather(condition.part, not wanted, seen, found)
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
    name = node.id if edge is None else f"{node.id}.{edge.name}"
    found[name] = Evidence(name, node.id, None if edge is None else edge.names[0])


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
    gone = False
    path = place.path
    if place.source == "report":
        holder = _member(report, path[0])
        status = _member(report, f"{path[0]}Status")
        state = status if isinstance(status, str) else _member(status, "state")
        gone = state in ("failed", "timed_out", "timedOut", "notRequested")
        path = path[1:]
    elif place.source == "extracted":
        holder = _member(report, "extractedData")
    else:
        holder = _member(_member(session, "settings"), "providedData")
    value = holder
    for name in path:
        value = _member(value, name)
    return holder is not None, gone, value


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


def _plain(value: object) -> str | None:
    if isinstance(value, (bool, int, float)):
        return _text(value)
    return value.strip() if isinstance(value, str) else None


def _number(value: str | None) -> float | None:
    try:
        return float(value or "")
    except ValueError:
        return None


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
