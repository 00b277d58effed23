class UnknownReportError(Exception):
    """A session or its report is not one that this flow can have given, so nothing may be concluded from it."""


def reports(session: object) -> list[NodeReport]:
    """Give the node reports of a session, checked against the flow; none while the session has none.

    `session` is the member of that name in the answer of `GET /sessions/:id`. Raises `UnknownReportError` when a report
    names a node, a type or an outcome that this flow does not have.
    """
    found = [
        {"nodeId": _GRAPH[at].id, "type": _GRAPH[at].type, "createdAt": time, "outcome": outcome}
        for at, time, outcome in _passed(session)
    ]
    # Each outcome was looked up among those of its node.
    return cast("list[NodeReport]", found)


class _Passed(NamedTuple):
    """A report of a node: where the node stands in `_GRAPH`, and what is said of it."""

    at: int
    time: str | float | None
    outcome: str | None


def _passed(session: object) -> list[_Passed]:
    report = _members(session, "the session").get("report")
    if report is None:
        return []
    entries = _members(report, "the report of the session").get("nodeReports")
    if entries is None:
        return []
    if not isinstance(entries, (list, tuple)):
        raise UnknownReportError("`nodeReports` of the session is no list")
    return [_passed_node(_members(entry, "a node report")) for entry in entries]


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
    time = entry.get("createdAt")
    if not isinstance(time, (str, int, float)) or isinstance(time, bool):
        time = None
    return _Passed(at, time, _outcome(node, entry.get("outcome")))


def _outcome(node: _Node, outcome: object) -> str | None:
    """Give the outcome as the types spell it; `None` while the node has none."""
    if outcome is None or outcome == "":
        return None
    for edge in node.edges:
        if isinstance(outcome, str) and outcome in edge.names:
            return outcome
        if edge.alias is not None and outcome == edge.alias:
            return edge.names[0]
    raise UnknownReportError(f"the node {node.id!r} has no outcome {outcome!r}")


def _members(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise UnknownReportError(f"{what} is no object")
    return value
