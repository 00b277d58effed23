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

// Decide returns the decision about a session: the one that every path of the flow gets that fits the session's report. It is
// DecisionPending while the session goes on, and while its report does not say enough: node reports come some seconds after
// the session ended, so ask again then. session is the member of that name in the answer of `GET /sessions/:id`.
//
// The error is an *UnknownReportError when the session is not one of this flow, and an *AmbiguousReportError when the report can
// never tell which decision is right.
func Decide(session json.RawMessage) (Decision, error) {
	members, err := decoded(session)
	if err != nil {
		return "", err
	}
	status := members["status"]
	switch status {
	case "created", "inProgress":
		return DecisionPending, nil
	case "complete", "incomplete":
	case nil:
		return "", unknown("a session has no status null; pass the member `session` of the answer")
	default:
		return "", unknown("a session has no status %s", shown(status))
	}
	reports, err := nodeReports(members)
	if err != nil {
		return "", err
	}
	outcomes, err := reported(reports)
	if err != nil {
		return "", err
	}
	incomplete := status == "incomplete"
	if incomplete && !asksWhereStopped {
		return rule(0, true), nil
	}
	if len(outcomes) == 0 {
		return DecisionPending, nil
	}
	return judged(outcomes, incomplete)
}

// reported returns where the reported nodes stand in graph, with their outcomes.
func reported(reports []NodeReport) (map[int]Outcome, error) {
	outcomes := make(map[int]Outcome, len(reports))
	for _, report := range reports {
		at := positions[report.NodeID]
		before := outcomes[at]
		switch {
		case report.Outcome == "":
			outcomes[at] = before
		case before == "" || before == report.Outcome:
			outcomes[at] = report.Outcome
		default:
			return nil, unknown("the node %s is reported with two outcomes", shown(report.NodeID))
		}
	}
	return outcomes, nil
}

// A step fits a report: where it leads, and what is passed with it.
type step struct {
	to     int
	passes mask
}

// judged follows all paths that fit the report at once, from the start on in the order of graph. A reported node is left by
// its outcome, any other in every way, and no step jumps over a reported node.
func judged(outcomes map[int]Outcome, incomplete bool) (Decision, error) {
	last := 0
	for at := range outcomes {
		if at > last {
			last = at
		}
	}
	steps := fitting(outcomes)
	passed := make([]map[mask]bool, len(graph))
	passed[0] = map[mask]bool{graph[0].bit: true}
	reached := make([]bool, len(graph))
	decisions := map[Decision]bool{}
	for at, node := range graph {
		masks := passed[at]
		if masks == nil || incomplete && at > last {
			continue
		}
		reached[at] = true
		if incomplete && at == last {
			// The session stopped here, or where the outcome leads.
			stops := []step{{}}
			if outcomes[at] != "" {
				stops = steps[at]
			}
			for before := range masks {
				for _, stop := range stops {
					decisions[rule(before|stop.passes, true)] = true
				}
			}
			continue
		}
		for before := range masks {
			if !incomplete && node.kind == "end" && at >= last {
				decisions[rule(before, false)] = true
			}
			for _, step := range steps[at] {
				if passed[step.to] == nil {
					passed[step.to] = map[mask]bool{}
				}
				passed[step.to][before|step.passes] = true
			}
		}
		passed[at] = nil
	}
	if len(decisions) == 0 {
		return "", unknown("no path of this flow fits the report")
	}
	if len(decisions) > 1 {
		return undecided(outcomes, steps, reached, last, incomplete)
	}
	var decision Decision
	for only := range decisions {
		decision = only
	}
	return decision, nil
}

// fitting returns the steps from each node that fit the report.
func fitting(outcomes map[int]Outcome) [][]step {
	next := len(graph)
	steps := make([][]step, len(graph))
	for at := len(graph) - 1; at >= 0; at-- {
		outcome, isReported := outcomes[at]
		known := map[step]bool{}
		for _, edge := range graph[at].edges {
			to := positions[edge.to]
			if to > next || outcome != "" && !edge.has(outcome) {
				continue
			}
			// Outcomes that lead to one place and that no rule asks about are one.
			way := step{to: to, passes: edge.bit | graph[to].bit}
			if !known[way] {
				known[way] = true
				steps[at] = append(steps[at], way)
			}
		}
		if isReported {
			next = at
		}
	}
	return steps
}

func (e edge) has(outcome Outcome) bool {
	for _, name := range e.names {
		if name == outcome {
			return true
		}
	}
	return false
}

// undecided tells whether a report that is still missing can tell several decisions apart, or none can.
func undecided(outcomes map[int]Outcome, steps [][]step, reached []bool, last int, incomplete bool) (Decision, error) {
	leads := make([]bool, len(graph))
	from := len(graph) - 1
	if incomplete {
		from = last
	}
	unclear := last
	for at := from; at >= 0; at-- {
		stops := incomplete && at == last
		ways := 0
		for _, step := range steps[at] {
			if stops || leads[step.to] {
				ways++
			}
		}
		ends := !incomplete && graph[at].kind == "end" && at >= last
		leads[at] = stops || ends || ways > 0
		if !reached[at] || ways < 2 {
			continue
		}
		if outcomes[at] != "" {
			unclear = at
		} else if !stops {
			return DecisionPending, nil
		}
	}
	return "", &AmbiguousReportError{NodeID: graph[unclear].id}
}
