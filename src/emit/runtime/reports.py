class UnknownReportError(Exception):
    """A session or its report is not one that this flow can have given, so nothing may be concluded from it."""


def reports(session: object) -> list[NodeReport]:
    """Give the node reports of a session, checked against the flow; none while the session has none.

    `session` is the member of that name in the answer of `GET /sessions/:id`. Raises `UnknownReportError` when a report
    names a node, a type or an outcome that this flow does not have.
    """
    report = _members(session, "the session").get("report")
    if report is None:
        return []
    entries = _members(report, "the report of the session").get("nodeReports")
    if entries is None:
        return []
    if not isinstance(entries, (list, tuple)):
        raise UnknownReportError("`nodeReports` of the session is no list")
    return [_node_report(_members(entry, "a node report")) for entry in entries]


def _node_report(entry: Mapping[str, object]) -> NodeReport:
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
    has_time = isinstance(time, (str, int, float)) and not isinstance(time, bool)
    report = {
        "nodeId": node.id,
        "type": node.type,
        "createdAt": time if has_time else None,
        "outcome": _outcome(node, entry.get("outcome")),
    }
    # The outcome was looked up among those of this node.
    return cast("NodeReport", report)


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
