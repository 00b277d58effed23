def _pending(waiting_for: list[str]) -> Answer:
    return Answer("pending", None, None, (), tuple(dict.fromkeys(waiting_for)))


def _decided(seen: _Seen, final: bool) -> Answer:
    # Only a completed session is granted anything.
    rules = [rule for rule in _RULES if not seen.incomplete or not rule.grants]
    found = _results(_cases(rules), seen, seen.known)
    own = [rule for rule in rules if [rule.decision] == found]
    if len(found) == 1 and _is_proven(own, seen):
        return _answered(own[0].decision, rules, seen, seen.known)
    waiting_for = _open(seen)
    if len(found) == 1:
        waiting_for = [name for rule in own for name in _lacking(rule.when, True, seen)]
    if not waiting_for:
        return _ambiguous(seen)
    if not final:
        return _pending(waiting_for)
    # What is missing counts as not having happened, and grants nothing.
    known = [_final(fact, seen) for fact in range(len(seen.known))]
    rest = [rule for rule in rules if not rule.grants]
    last = _results(_cases(rest), seen, known)
    own = [rule for rule in rest if [rule.decision] == last]
    return _answered(own[0].decision, rest, seen, known) if own else _ambiguous(seen)


def _is_proven(rules: list[_Rule], seen: _Seen) -> bool:
    """Tell whether rules grant nothing, or what one of them asks for is in the report itself."""
    if not any(rule.grants for rule in rules):
        return True
    asks = tuple(_positive(rule.when, True, seen) for rule in rules)
    return _results([(_Least(1, asks), "yes"), (True, "no")], seen, seen.known) == ["yes"]


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


def _answered(decision: Decision, rules: list[_Rule], seen: _Seen, known: list[bool | None]) -> Answer:
    """Answer with the rule and the reason where these are certain: of several rules for a decision each may hold."""
    own = [rule for rule in rules if rule.decision == decision]

    def certain(name: Callable[[_Rule], str]) -> _Rule | None:
        found = [name(rule) for rule in own]
        if len(own) > 1:
            found = _results([(rule.when, name(rule)) for rule in rules], seen, known)
        return next((rule for rule in own if [name(rule)] == found), None)

    rule = certain(lambda rule: str(rule.place))
    reasoned = rule or certain(lambda rule: repr(rule.reason))
    found: dict[str, Evidence] = {}
    for it in own if rule is None else [rule]:
        _gather(it.when, True, seen, found)
    text = None if rule is None else RuleText(rule.place, rule.text)
    return Answer(decision, text, None if reasoned is None else reasoned.reason, tuple(found.values()), ())


def _ambiguous(seen: _Seen) -> Answer:
    if _AMBIGUOUS is not None:
        rule = _AMBIGUOUS
        return Answer(rule.decision, RuleText(rule.place, rule.text), rule.reason, (), ())
    unclear = [at for at in sorted(seen.ways) if seen.ways[at] is not None and len(seen.steps[at]) > 1]
    node_id = _GRAPH[unclear[0]].id if unclear else None
    raise AmbiguousReportError(
        f"the report can't tell the outcomes of {node_id!r} apart, and the decision depends on them"
    )
