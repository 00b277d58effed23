type node struct {
	id    NodeID
	kind  string
	edges []edge
}

type edge struct {
	// What a report may call the outcome.
	names []Outcome
	// Another spelling of the first name.
	alias string
}
