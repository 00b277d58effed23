// An AmbiguousReportError says that the outcomes of a report fit paths with different decisions, and that no further report can
// tell them apart.
type AmbiguousReportError struct {
	// NodeID is the node whose outcomes can't be told apart.
	NodeID NodeID
}

func (e *AmbiguousReportError) Error() string {
	return fmt.Sprintf(
		"the report can't tell the outcomes of %s apart, and the decision depends on them", shown(e.NodeID))
}

// FsflowError is the name of the error, the same in all packages made by fsflowc.
func (e *AmbiguousReportError) FsflowError() string {
	return "AmbiguousReportError"
}

// Is tells errors.Is that the error of another package made by fsflowc is this one.
func (e *AmbiguousReportError) Is(target error) bool {
	return isSame(e, target)
}

// A RuleText is a rule of the flow: its place among the rules, from 0, and its condition as the flow says it.
type RuleText struct {
	Index int    `json:"index"`
	Text  string `json:"text"`
}

// An Evidence is what a decision rests on: an outcome, or a value of the report, by the name that the flow has for it.
type Evidence struct {
	Name    string  `json:"name"`
	NodeID  NodeID  `json:"nodeId,omitempty"`
	Outcome Outcome `json:"outcome,omitempty"`
	Value   any     `json:"value,omitempty"`
}

// An Answer says what is decided about a session, by which rule, why, and on what; or DecisionPending, and what is waited for.
type Answer struct {
	Decision   Decision   `json:"decision"`
	Rule       *RuleText  `json:"rule"`
	Reason     string     `json:"reason"`
	Evidence   []Evidence `json:"evidence"`
	WaitingFor []string   `json:"waitingFor"`
}

// Decide returns the decision about a session: the one that every path of the flow gets that fits the session's report. It is
// DecisionPending while the session goes on, and while its report does not say enough: node reports come some seconds after
// the session ended, so ask again then. A decision that grants something needs its evidence in the report itself. session is
// the member of that name in the answer of `GET /sessions/:id`.
//
// The error is an *UnknownReportError when the session is not one of this flow, and an *AmbiguousReportError when the report can
// never tell which decision is right and the flow does not say what then.
func Decide(session json.RawMessage) (Answer, error) {
	return decide(session, false)
}

// DecideFinal decides as Decide does when nothing more is waited for: what is missing counts as not having happened, and
// grants nothing.
func DecideFinal(session json.RawMessage) (Answer, error) {
	return decide(session, true)
}

func decide(session json.RawMessage, final bool) (Answer, error) {
	members, err := decoded(session)
	if err != nil {
		return Answer{}, err
	}
	status := members["status"]
	switch status {
	case "created", "inProgress":
		if !final {
			return pending([]string{"status"}), nil
		}
	case "complete", "incomplete":
	case nil:
		return Answer{}, unknown("a session has no status null; pass the member `session` of the answer")
	default:
		return Answer{}, unknown("a session has no status %s", shown(status))
	}
	reports, err := nodeReports(members)
	if err != nil {
		return Answer{}, err
	}
	found, err := seenIn(members, reports, status != "complete")
	if err != nil {
		return Answer{}, err
	}
	return found.decided(final)
}

// A truth is what is known of a fact.
type truth int8

const (
	open truth = iota
	no
	yes
)

func truthOf(value bool) truth {
	if value {
		return yes
	}
	return no
}

// A condition is what rules ask: a fact, or its opposite, or that so many of several hold; or what is known already.
type condition struct {
	kind  kind
	fact  int
	least int
	parts []condition
}

type kind int8

const (
	isFact kind = iota
	isNot
	isLeast
	isTrue
	isFalse
)

func has(fact int) condition {
	return condition{kind: isFact, fact: fact}
}

func not(part condition) condition {
	return condition{kind: isNot, parts: []condition{part}}
}

func least(count int, parts ...condition) condition {
	return condition{kind: isLeast, least: count, parts: parts}
}

func always(holds bool) condition {
	if holds {
		return condition{kind: isTrue}
	}
	return condition{kind: isFalse}
}

type decisionRule struct {
	index    int
	decision Decision
	text     string
	reason   string
	grants   bool
	when     condition
}

// An outcomeCase is a condition, and what it leads to when none before it holds. The last one of several holds always.
type outcomeCase struct {
	when   condition
	result Decision
}

// A step fits the report: where it leads, and the fact that is so with it.
type step struct {
	to   int
	fact int
}

// seen is what the report says, and all ways through the flow that fit it.
type seen struct {
	incomplete bool
	// From the place of a reported node to the edges that it may have been left by.
	ways  map[int][]int
	steps [][]step
	// Whether a session may have ended here.
	stops   []bool
	reached []bool
	// The facts that are the same on all ways.
	known  []truth
	values []*seenValue
}

// With more combinations than this nothing is concluded.
const most = 4096

func pending(waitingFor []string) Answer {
	names := []string{}
	for _, name := range waitingFor {
		if !contains(names, name) {
			names = append(names, name)
		}
	}
	return Answer{Decision: DecisionPending, Evidence: []Evidence{}, WaitingFor: names}
}

func contains[T comparable](list []T, wanted T) bool {
	for _, item := range list {
		if item == wanted {
			return true
		}
	}
	return false
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

// seenIn returns what the report says of a session, and the ways that fit it.
func seenIn(session map[string]any, reports []NodeReport, incomplete bool) (*seen, error) {
	ways, err := reported(reports, incomplete)
	if err != nil {
		return nil, err
	}
	size, last := len(graph), 0
	for at := range ways {
		if at > last {
			last = at
		}
	}
	s := &seen{
		incomplete: incomplete, ways: ways, steps: make([][]step, size),
		stops: make([]bool, size), reached: make([]bool, size), values: make([]*seenValue, len(facts)),
	}
	leads := make([]bool, size)
	next := size
	for at := size - 1; at >= 0; at-- {
		isEnd, ends := graph[at].kind == "end", false
		some, isReported := ways[at]
		for place, edge := range graph[at].edges {
			if len(some) > 0 && !contains(some, place) {
				continue
			}
			to := positions[edge.to]
			leadsToEnd := graph[to].kind == "end"
			ends = ends || leadsToEnd
			// Outcomes that lead to one place and that no rule asks about are one.
			way := step{to: to, fact: edge.fact}
			if to <= next && leads[to] && !(incomplete && leadsToEnd) && !contains(s.steps[at], way) {
				s.steps[at] = append(s.steps[at], way)
			}
		}
		// A session that did not complete came to no end, whatever the outcome of its last node.
		s.stops[at] = at >= last && isEnd
		if incomplete {
			s.stops[at] = at >= last && !isEnd && (len(some) == 0 || ends)
		}
		leads[at] = s.stops[at] || len(s.steps[at]) > 0
		if isReported {
			next = at
		}
	}
	if !leads[0] {
		return nil, unknown("no path of this flow fits the report")
	}
	s.reached[0] = true
	for at, steps := range s.steps {
		for _, step := range steps {
			s.reached[step.to] = s.reached[step.to] || s.reached[at]
		}
	}
	s.certain()
	for fact, it := range facts {
		if it != nil {
			s.values[fact] = it.seen(session)
			s.known[fact] = s.values[fact].holds
		}
	}
	s.known[factIncomplete] = truthOf(incomplete)
	return s, nil
}

// reported returns the edges that each reported node may have been left by.
func reported(reports []NodeReport, incomplete bool) (map[int][]int, error) {
	all := make(map[int][]int, len(reports))
	for _, report := range reports {
		at := positions[report.NodeID]
		if incomplete && graph[at].kind == "end" {
			continue
		}
		before, ways := all[at], report.ways
		if len(before) > 0 && len(ways) > 0 {
			ways = nil
			for _, way := range before {
				if contains(report.ways, way) {
					ways = append(ways, way)
				}
			}
			if len(ways) == 0 {
				return nil, unknown("the node %s is reported with two outcomes", shown(report.NodeID))
			}
		} else if len(ways) == 0 {
			ways = before
		}
		all[at] = ways
	}
	return all, nil
}

// certain finds the facts that are the same on all ways: a node that no step jumps over is passed in any case.
func (s *seen) certain() {
	s.known = make([]truth, len(facts))
	// How many more steps jump over a node than over the one before it.
	more := make([]int, len(graph)+1)
	over := 0
	for at, node := range graph {
		over += more[at]
		isPassed := s.reached[at] && over == 0
		switch {
		case node.fact == none:
		case isPassed:
			s.known[node.fact] = yes
		case !s.reached[at]:
			s.known[node.fact] = no
		}
		for _, edge := range node.edges {
			if edge.fact == none {
				continue
			}
			s.known[edge.fact] = no
			for _, step := range s.steps[at] {
				if !s.reached[at] || step.fact != edge.fact {
					continue
				}
				s.known[edge.fact] = open
				if isPassed && !s.stops[at] && len(s.steps[at]) == 1 {
					s.known[edge.fact] = yes
				}
			}
		}
		if !s.reached[at] {
			continue
		}
		for _, step := range s.steps[at] {
			more[at+1]++
			more[step.to]--
		}
		if s.stops[at] {
			more[at+1]++
		}
	}
}

// simplified returns what is left of a condition once some facts are known.
func (c condition) simplified(known func(int) truth) condition {
	switch c.kind {
	case isFact:
		if now := known(c.fact); now != open {
			return always(now == yes)
		}
		return c
	case isNot:
		part := c.parts[0].simplified(known)
		if part.kind == isTrue || part.kind == isFalse {
			return always(part.kind == isFalse)
		}
		return not(part)
	case isLeast:
		count := c.least
		var rest []condition
		for _, part := range c.parts {
			switch part = part.simplified(known); part.kind {
			case isTrue:
				count--
			case isFalse:
			default:
				rest = append(rest, part)
			}
		}
		if count <= 0 || count > len(rest) {
			return always(count <= 0)
		}
		return least(count, rest...)
	}
	return c
}

// left returns the cases that may still hold.
func left(all []outcomeCase, known func(int) truth) []outcomeCase {
	var rest []outcomeCase
	for _, it := range all {
		when := it.when.simplified(known)
		if when.kind != isFalse {
			rest = append(rest, outcomeCase{when, it.result})
		}
		if when.kind == isTrue {
			break
		}
	}
	return rest
}

// results returns what the cases lead to on the ways that fit: the one result, or the first two that were found, or none when
// there is too much to combine. All ways are followed at once, in the order of graph; those that leave the same cases open are
// one.
func (s *seen) results(all []outcomeCase, known []truth) []Decision {
	var found []Decision
	states := make([][][]outcomeCase, len(graph))
	keys := make([]map[string]bool, len(graph))
	add := func(at int, rest []outcomeCase) {
		isSettled := true
		for _, it := range rest {
			isSettled = isSettled && it.result == rest[0].result
		}
		if len(rest) > 0 && isSettled {
			if !contains(found, rest[0].result) {
				found = append(found, rest[0].result)
			}
			return
		}
		key := fmt.Sprint(rest)
		if keys[at] == nil {
			keys[at] = map[string]bool{}
		}
		if !keys[at][key] {
			keys[at][key] = true
			states[at] = append(states[at], rest)
		}
	}
	begin := left(left(all, func(fact int) truth { return known[fact] }), func(fact int) truth {
		if fact == graph[0].fact {
			return yes
		}
		return open
	})
	for _, values := range s.valuations(known) {
		add(0, left(begin, func(fact int) truth { return values[fact] }))
	}
	count := 0
	for at := range graph {
		for next := 0; next < len(states[at]) && len(found) < 2; next++ {
			rest := states[at][next]
			count++
			if count > most {
				return nil
			}
			if s.stops[at] {
				add(at, left(rest, func(int) truth { return no }))
			}
			for _, step := range s.steps[at] {
				add(step.to, left(rest, func(fact int) truth {
					if fact == step.fact || fact == graph[step.to].fact {
						return yes
					}
					if places[fact] < step.to {
						return no
					}
					return open
				}))
			}
		}
	}
	return found
}

// open returns what is still to come that can tell decisions apart.
func (s *seen) open() []string {
	var names []string
	for at, node := range graph {
		steps := s.steps[at]
		if !s.reached[at] || len(steps) < 2 && !(s.stops[at] && len(steps) == 1) {
			continue
		}
		if len(s.ways[at]) == 0 {
			names = append(names, string(node.id))
			continue
		}
		// Where it went tells which outcome it was.
		for _, step := range steps {
			if step.to != steps[0].to {
				for _, step := range steps {
					names = append(names, string(graph[step.to].id))
				}
				break
			}
		}
	}
	for fact, it := range facts {
		if it != nil && s.known[fact] == open {
			names = append(names, it.name)
		}
	}
	return names
}

// isReported tells whether the report itself says that a fact is so or not.
func (s *seen) isReported(fact int) bool {
	if value := s.values[fact]; value != nil {
		return value.arrived
	}
	at := places[fact]
	node := graph[at]
	if node.fact != fact {
		return len(s.ways[at]) > 0
	}
	if _, ok := s.ways[at]; ok || at == 0 {
		return true
	}
	if node.kind != "end" {
		return false
	}
	// What comes last may have no report of its own.
	for before, ways := range s.ways {
		leadsHere := len(ways) > 0
		for _, way := range ways {
			leadsHere = leadsHere && graph[before].edges[way].to == node.id
		}
		if leadsHere {
			return true
		}
	}
	return false
}

// positive returns a condition that holds only with evidence: what it asks for positively is in the report itself.
func (s *seen) positive(c condition, wanted bool) condition {
	switch c.kind {
	case isFact:
		if c.fact == factIncomplete || s.isReported(c.fact) {
			return c
		}
		if wanted || s.values[c.fact] != nil {
			return always(!wanted)
		}
		return c
	case isNot:
		return not(s.positive(c.parts[0], !wanted))
	case isLeast:
		parts := make([]condition, 0, len(c.parts))
		for _, part := range c.parts {
			parts = append(parts, s.positive(part, wanted))
		}
		return least(c.least, parts...)
	}
	return c
}

// lacking returns the names of what a condition lacks in the report.
func (s *seen) lacking(c condition, wanted bool) []string {
	var names []string
	switch c.kind {
	case isFact:
		if c.fact == factIncomplete || s.isReported(c.fact) {
			return nil
		}
		if facts[c.fact] != nil {
			return []string{facts[c.fact].name}
		}
		if wanted {
			return []string{string(graph[places[c.fact]].id)}
		}
	case isNot:
		return s.lacking(c.parts[0], !wanted)
	case isLeast:
		for _, part := range c.parts {
			names = append(names, s.lacking(part, wanted)...)
		}
	}
	return names
}

// gather collects what a condition rests on: the outcomes and values of the report that make it hold.
func (s *seen) gather(c condition, wanted bool, found *[]Evidence) {
	switch c.kind {
	case isNot:
		s.gather(c.parts[0], !wanted, found)
	case isLeast:
		for _, part := range c.parts {
			s.gather(part, wanted, found)
		}
	case isFact:
		if c.fact == factIncomplete || s.known[c.fact] != truthOf(wanted) || !s.isReported(c.fact) {
			return
		}
		evidence := Evidence{}
		if value := s.values[c.fact]; value != nil {
			evidence = Evidence{Name: facts[c.fact].name, Value: value.value}
		} else {
			node := graph[places[c.fact]]
			evidence = Evidence{Name: string(node.id), NodeID: node.id}
			if ways := s.ways[places[c.fact]]; len(ways) == 1 {
				edge := node.edges[ways[0]]
				evidence.Name += "." + edge.name
				evidence.Outcome = edge.names[0]
			}
		}
		for _, known := range *found {
			if known.Name == evidence.Name {
				return
			}
		}
		*found = append(*found, evidence)
	}
}
