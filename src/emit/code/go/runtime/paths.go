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

func contains[T comparable](list []T, wanted T) bool {
	for _, item := range list {
		if item == wanted {
			return true
		}
	}
	return false
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

// results returns what the cases lead to on the ways that fit: the one result, or some of several, or none when there is too much to
// combine. Ways that come to a node with the same cases open are one from there on.
func (s *seen) results(all []outcomeCase, known []truth) []Decision {
	type state struct {
		at   int
		rest []outcomeCase
	}
	var found []Decision
	var states []state
	met := map[string]bool{}
	add := func(at int, rest []outcomeCase) {
		isSettled := len(rest) > 0
		for _, it := range rest {
			isSettled = isSettled && it.result == rest[0].result
		}
		key := fmt.Sprint(at, rest)
		switch {
		case isSettled && !contains(found, rest[0].result):
			found = append(found, rest[0].result)
		case !isSettled && !met[key]:
			met[key] = true
			states = append(states, state{at, rest})
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
	for count := 1; len(states) > 0 && len(found) < 2; count++ {
		if count > most {
			return nil
		}
		at, rest := states[len(states)-1].at, states[len(states)-1].rest
		states = states[:len(states)-1]
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
	return found
}
