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
    text = RuleText(rule.place, rule.text)
    return Answer(rule.decision, text, rule.reason, tuple(found.values()), ())


def _ambiguous(seen: _Seen) -> Answer:
    if _AMBIGUOUS is not None:
        rule = _AMBIGUOUS
        return Answer(rule.decision, RuleText(rule.place, rule.text), rule.reason, (), ())
    unclear = [at for at in sorted(seen.ways) if seen.ways[at] is not None and len(seen.steps[at]) > 1]
    node_id = _GRAPH[unclear[0]].id if unclear else None
    raise AmbiguousReportError(
        f"the report can't tell the outcomes of {node_id!r} apart, and the decision depends on them"
    )
