class UnknownReportError(Exception):
    """A session or its report is not one that this flow can have given, so nothing may be concluded from it."""


def _shared(error: type[Exception]) -> type[Exception]:
    """Give the class that all modules made by fsflowc share: `except` of one catches the errors of another.

    The classes are kept in the module `fsflow_errors`, which the first of these modules makes.
    """
    errors = sys.modules.setdefault("fsflow_errors", ModuleType("fsflow_errors"))
    error.__module__ = "fsflow_errors"
    found: type[Exception] = vars(errors).setdefault(error.__name__, error)
    return found


if not TYPE_CHECKING:
    UnknownReportError = _shared(UnknownReportError)


def reports(session: object) -> list[NodeReport]:
    """Give the node reports of a session, checked against the flow; none while the session has none.

    `session` is the member of that name in the answer of `GET /sessions/:id`. Raises `UnknownReportError` when a report
    names a node, a type or an outcome that this flow does not have.
    """
    return [it.report for it in _passed(session)]


class _Passed(NamedTuple):
    """A report of a node: where the node stands in `_GRAPH`, and which of its edges the outcome may be."""

    at: int
    ways: tuple[int, ...] | None
    report: NodeReport


def _passed(session: object) -> list[_Passed]:
    report = _members(session, "the session").get("report")
    if report is None:
        return []
    entries = _members(report, "the report of the session").get("nodeReports")
    if entries is None:
        return []
    if not isinstance(entries, (list, tuple)):
        raise UnknownReportError("`nodeReports` of the session is no list")
    return [_passed_node(_members(entry, "a node report")) for entry in cast("list[object]", entries)]


def _passed_node(entry: Mapping[str, object]) -> _Passed:
    node_id = entry.get("nodeId")
    at = _POSITIONS.get(node_id) if isinstance(node_id, str) else None
    if at is None:
        raise UnknownReportError(f"this flow has no node {node_id!r}")
    node = _GRAPH[at]
    if entry.get("type") != node.type:
        raise UnknownReportError(
            f"the node {node.id!r} is of the type {node.type!r}, not {entry.get('type')!r}"
        )
    outcome = entry.get("outcome")
    ways = _ways(node, outcome, entry.get("matchedRuleIndex"))
    edges = [node.edges[way] for way in ways or ()]
    edge = edges[0] if edges else None
    time = entry.get("createdAt")
    report: dict[str, object] = {
        "nodeId": node.id,
        "type": node.type,
        "createdAt": time if isinstance(time, (str, int, float)) and not isinstance(time, bool) else None,
        "outcome": None if edge is None else outcome if outcome in edge.names else edge.names[0],
        "name": edge.name if edge is not None and all(it.name == edge.name for it in edges) else None,
    }
    report.update((field, entry.get(field)) for field in _MORE.get(node.type, ()))
    # Each outcome was looked up among those of its node.
    return _Passed(at, ways, cast("NodeReport", report))


def _ways(node: _Node, outcome: object, rule: object) -> tuple[int, ...] | None:
    """Give the places of the edges that an outcome may stand for; `None` while the node has none."""
    if node.type == "end":
        # What servers say of an end decides nothing.
        return None
    is_none = outcome is None or outcome == ""
    named = tuple(
        place
        for place, edge in enumerate(node.edges)
        if is_none or (isinstance(outcome, str) and (outcome in edge.names or outcome == edge.alias))
    )
    if not named and not is_none:
        raise UnknownReportError(f"the node {node.id!r} has no outcome {outcome!r}")
    if all(edge.rule is None for edge in node.edges):
        return None if is_none else named
    if rule is None:
        if is_none:
            return None
        # No rule matched, unless a server does not say which.
        return tuple(place for place in named if node.edges[place].rule is None) or named
    matched = tuple(place for place in named if node.edges[place].rule == rule and not isinstance(rule, bool))
    if not matched:
        raise UnknownReportError(f"the node {node.id!r} has no rule {rule!r} with this outcome")
    return matched


def _members(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise UnknownReportError(f"{what} is no object")
    return cast("Mapping[str, object]", value)
