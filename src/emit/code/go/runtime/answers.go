func pending(waitingFor []string) Answer {
	names := []string{}
	for _, name := range waitingFor {
		if !contains(names, name) {
			names = append(names, name)
		}
	}
	return Answer{Decision: DecisionPending, Evidence: []Evidence{}, WaitingFor: names}
}

func (s *seen) decided(final bool) (Answer, error) {
	// Only a completed session is granted anything.
	applied := filtered(rules, func(rule decisionRule) bool { return !s.incomplete || !rule.grants })
	var waitingFor []string
	if found := s.results(cases(applied), s.known); len(found) == 1 {
		own := filtered(applied, func(rule decisionRule) bool { return rule.decision == found[0] })
		var asks []condition
		for _, rule := range own {
			if rule.grants {
				asks = append(asks, s.positive(rule.when, true))
			}
			waitingFor = append(waitingFor, s.lacking(rule.when, true)...)
		}
		proof := []outcomeCase{{least(1, asks...), "yes"}, {always(true), "no"}}
		proven := func() bool {
			found := s.results(proof, s.known)
			return len(found) == 1 && found[0] == "yes"
		}
		if len(asks) == 0 || proven() {
			return s.answered(own, s.known), nil
		}
	} else {
		waitingFor = s.open()
	}
	if len(waitingFor) > 0 && !final {
		return pending(waitingFor), nil
	}
	// What is missing counts as not having happened, and grants nothing.
	known := s.known
	if final {
		known = s.final()
		applied = filtered(applied, func(rule decisionRule) bool { return !rule.grants })
	}
	last := s.results(cases(applied), known)
	if len(last) != 1 {
		return s.ambiguous()
	}
	own := filtered(applied, func(rule decisionRule) bool { return rule.decision == last[0] })
	return s.answered(own, known), nil
}

func filtered(list []decisionRule, keeps func(decisionRule) bool) []decisionRule {
	var kept []decisionRule
	for _, rule := range list {
		if keeps(rule) {
			kept = append(kept, rule)
		}
	}
	return kept
}

func cases(list []decisionRule) []outcomeCase {
	all := make([]outcomeCase, 0, len(list))
	for _, rule := range list {
		all = append(all, outcomeCase{rule.when, rule.decision})
	}
	return all
}

// final returns what is known of the facts when nothing more comes.
func (s *seen) final() []truth {
	known := append([]truth(nil), s.known...)
	for fact := range known {
		switch {
		case known[fact] != open:
		case s.values[fact] != nil:
			known[fact] = truthOf(s.values[fact].without)
		case len(s.ways[places[fact]]) == 0:
			known[fact] = no
		}
	}
	return known
}

// answered answers by the first of the rules that holds as far as is known.
func (s *seen) answered(own []decisionRule, known []truth) Answer {
	best := -1
	for at, rule := range own {
		now := rule.when.simplified(func(fact int) truth { return known[fact] })
		if now.kind == isTrue {
			best = at
			break
		}
		if best < 0 && now.kind != isFalse {
			best = at
		}
	}
	rule := own[0]
	if best > 0 {
		rule = own[best]
	}
	evidence := []Evidence{}
	s.gather(rule.when, true, &evidence)
	return Answer{
		Decision:   rule.decision,
		Rule:       &RuleText{Index: rule.index, Text: rule.text},
		Reason:     rule.reason,
		Evidence:   evidence,
		WaitingFor: []string{},
	}
}

func (s *seen) ambiguous() (Answer, error) {
	if ambiguousRule != nil {
		return Answer{
			Decision:   ambiguousRule.decision,
			Rule:       &RuleText{Index: ambiguousRule.index, Text: ambiguousRule.text},
			Reason:     ambiguousRule.reason,
			Evidence:   []Evidence{},
			WaitingFor: []string{},
		}, nil
	}
	for at, node := range graph {
		if len(s.ways[at]) > 0 && len(s.steps[at]) > 1 {
			return Answer{}, &AmbiguousReportError{NodeID: node.id}
		}
	}
	return Answer{}, &AmbiguousReportError{}
}
