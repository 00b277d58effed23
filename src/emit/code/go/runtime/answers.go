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
	found := s.results(cases(applied), s.known)
	isSettled := len(found) == 1
	own := filtered(applied, func(rule decisionRule) bool { return isSettled && rule.decision == found[0] })
	if isSettled && s.isProven(own) {
		return s.answered(found[0], applied, s.known), nil
	}
	waitingFor := s.open()
	if isSettled {
		waitingFor = nil
		for _, rule := range own {
			waitingFor = append(waitingFor, s.lacking(rule.when, true)...)
		}
	}
	if len(waitingFor) == 0 {
		return s.ambiguous()
	}
	if !final {
		return pending(waitingFor), nil
	}
	// What is missing counts as not having happened, and grants nothing.
	known := s.final()
	rest := filtered(applied, func(rule decisionRule) bool { return !rule.grants })
	last := s.results(cases(rest), known)
	if len(last) != 1 {
		return s.ambiguous()
	}
	return s.answered(last[0], rest, known), nil
}

// isProven tells whether rules grant nothing, or what one of them asks for is in the report itself.
func (s *seen) isProven(own []decisionRule) bool {
	var asks []condition
	grants := false
	for _, rule := range own {
		grants = grants || rule.grants
		asks = append(asks, s.positive(rule.when, true))
	}
	if !grants {
		return true
	}
	found := s.results([]outcomeCase{{least(1, asks...), "yes"}, {always(true), "no"}}, s.known)
	return len(found) == 1 && found[0] == "yes"
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

// answered answers with the rule and the reason where these are certain: of several rules for a decision each may hold.
func (s *seen) answered(decision Decision, applied []decisionRule, known []truth) Answer {
	own := filtered(applied, func(rule decisionRule) bool { return rule.decision == decision })
	certain := func(name func(decisionRule) string) *decisionRule {
		if len(own) == 1 {
			return &own[0]
		}
		all := make([]outcomeCase, 0, len(applied))
		for _, rule := range applied {
			all = append(all, outcomeCase{rule.when, Decision(name(rule))})
		}
		found := s.results(all, known)
		for at := range own {
			if len(found) == 1 && name(own[at]) == string(found[0]) {
				return &own[at]
			}
		}
		return nil
	}
	answer := Answer{Decision: decision, Evidence: []Evidence{}, WaitingFor: []string{}}
	if rule := certain(func(rule decisionRule) string { return strconv.Itoa(rule.index) }); rule != nil {
		own = []decisionRule{*rule}
		answer.Rule = &RuleText{Index: rule.index, Text: rule.text}
		answer.Reason = rule.reason
	} else if rule := certain(func(rule decisionRule) string { return rule.reason }); rule != nil {
		answer.Reason = rule.reason
	}
	for _, rule := range own {
		s.gather(rule.when, true, &answer.Evidence)
	}
	return answer
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
