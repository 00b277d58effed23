class AmbiguousReportError(Exception):
    """The outcomes of a report fit paths with different decisions, and no further report can tell them apart."""


def decide(session: object) -> Decision | Literal["pending"]:
    """Give the decision about a session: the one that every path of the flow gets that fits the session's report.

    `"pending"` while the session goes on, and while its report does not say enough: node reports come some seconds after
    the session ended, so ask again then. `session` is the member of that name in the answer of `GET /sessions/:id`.
    Raises `UnknownReportError` when the session is not one of this flow, and `AmbiguousReportError` when the report can
    never tell which decision is right.
    """
    status = _members(session, "the session").get("status")
    if status in ("created", "inProgress"):
        return "pending"
    if status not in ("complete", "incomplete"):
        hint = "; pass the member `session` of the answer" if status is None else ""
        raise UnknownReportError(f"a session has no status {status!r}{hint}")
    incomplete = status == "incomplete"
    outcomes = _reported(_passed(session))
    if incomplete and not _ASKS_WHERE_STOPPED:
        return _rule(0, incomplete)
    return _judged(outcomes, incomplete) if outcomes else "pending"


def _reported(entries: list[_Passed]) -> dict[int, str | None]:
    """Give where the reported nodes stand in `_GRAPH`, with their outcomes."""
    outcomes: dict[int, str | None] = {}
    for at, _, outcome in entries:
        before = outcomes.get(at)
        if before is not None and outcome is not None and before != outcome:
            raise UnknownReportError(f"the node {_GRAPH[at].id!r} is reported with two outcomes")
        outcomes[at] = before if outcome is None else outcome
    return outcomes


class _Step(NamedTuple):
    """A step that fits a report: where it leads, and what is passed with it."""

    to: int
    passes: int


def _judged(outcomes: dict[int, str | None], incomplete: bool) -> Decision | Literal["pending"]:
    """Follow all paths that fit the report at once, from the start on in the order of `_GRAPH`.

    A reported node is left by its outcome, any other in every way, and no step jumps over a reported node.
    """
    last = max(outcomes)
    steps = _fitting(outcomes)
    passed: dict[int, set[int]] = {0: {_GRAPH[0].bit}}
    decisions: set[Decision] = set()
    reached: set[int] = set()
    for at in range(last + 1 if incomplete else len(_GRAPH)):
        masks = passed.pop(at, None)
        if masks is None:
            continue
        reached.add(at)
        if incomplete and at == last:
            # The session stopped here, or where the outcome leads.
            stops = [0] if outcomes[at] is None else [step.passes for step in steps[at]]
            decisions.update(_rule(mask | passes, incomplete) for mask in masks for passes in stops)
            break
        if not incomplete and _GRAPH[at].type == "end" and at >= last:
            decisions.update(_rule(mask, incomplete) for mask in masks)
        for to, passes in steps[at]:
            passed.setdefault(to, set()).update(mask | passes for mask in masks)
    if not decisions:
        raise UnknownReportError("no path of this flow fits the report")
    if len(decisions) == 1:
        return decisions.pop()
    return _undecided(outcomes, steps, reached, incomplete)


def _fitting(outcomes: dict[int, str | None]) -> list[list[_Step]]:
    """Give the steps from each node that fit the report."""
    following = len(_GRAPH)
    steps: list[list[_Step]] = [[] for _ in _GRAPH]
    for at in reversed(range(len(_GRAPH))):
        outcome = outcomes.get(at)
        # Outcomes that lead to one place and that no rule asks about are one.
        ways: dict[_Step, None] = {}
        for edge in _GRAPH[at].edges:
            to = _POSITIONS[edge.to]
            if to <= following and (outcome is None or outcome in edge.names):
                ways[_Step(to, edge.bit | _GRAPH[to].bit)] = None
        steps[at] = list(ways)
        if at in outcomes:
            following = at
    return steps


def _undecided(
    outcomes: dict[int, str | None], steps: list[list[_Step]], reached: set[int], incomplete: bool
) -> Literal["pending"]:
    """Tell whether a report that is still missing can tell several decisions apart, or none can."""
    last = max(outcomes)
    leads = set()
    unclear = last
    for at in reversed(range(last + 1 if incomplete else len(_GRAPH))):
        stops = incomplete and at == last
        ways = [step for step in steps[at] if stops or step.to in leads]
        ends = _GRAPH[at].type == "end" and at >= last
        if stops or ways or (ends and not incomplete):
            leads.add(at)
        if at not in reached or len(ways) < 2:
            continue
        if outcomes.get(at) is not None:
            unclear = at
        elif not stops:
            return "pending"
    node = _GRAPH[unclear]
    raise AmbiguousReportError(
        f"the report can't tell the outcomes of {node.id!r} apart, and the decision depends on them"
    )
