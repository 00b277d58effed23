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
    """What is decided about a session, by which rule, why, and on what; or `"pending"`, and what is waited for.

    Rule and reason are `None` where several for the one decision may hold.
    """

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
    _check_origin(session)
    if goes_on and not final:
        return _pending(["status"])
    return _decided(_seen_in(session, status != "complete"), final)
