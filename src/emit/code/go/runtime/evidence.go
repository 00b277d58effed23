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
				evidence.Outcome = edge.names[0]
				if node.fact != c.fact {
					evidence.Name += "." + edge.name
				}
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
