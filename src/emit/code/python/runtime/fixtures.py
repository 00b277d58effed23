def session_of(*outcomes: OutcomeName) -> dict[str, Json]:
    """Give a session that went so, as the API reports it: for the tests of an application.

    `session_of("liveness.detected", …)` names the outcomes where a path branches. Where an outcome is left out, the session
    stopped.
    """
    wanted: dict[str, None] = dict.fromkeys(outcomes)
    reports: list[Json] = []
    at: int | None = 0
    node = _GRAPH[0]
    while at is not None:
        node = _GRAPH[at]
        named = [edge for edge in node.edges if f"{node.id}.{edge.name}" in wanted]
        edge = named[0] if named else node.edges[0] if len(node.edges) == 1 else None
        report: dict[str, Json] = {"type": node.type, "nodeId": node.id, "createdAt": len(reports)}
        report["outcome"] = None if edge is None else edge.names[0]
        if edge is not None and edge.rule is not None:
            report["matchedRuleIndex"] = edge.rule
        reports.append(report)
        if edge is not None:
            wanted.pop(f"{node.id}.{edge.name}", None)
        at = None if edge is None else _POSITIONS[edge.to]
    for name in wanted:
        raise ValueError(f"a session with these outcomes does not pass {name!r}")
    status = "complete" if node.type == "end" else "incomplete"
    settings: dict[str, Json] = {"metadata": dict(_METADATA)}
    return {"id": "fixture", "status": status, "settings": settings, "report": {"nodeReports": reports}}
