type node struct {
	id    NodeID
	kind  string
	edges []edge
	// What rules ask for that is so once the node is passed.
	fact int
}

type edge struct {
	// What a report may call the outcome.
	names []Outcome
	// Another spelling of the first name.
	alias string
	// What the flow calls it.
	name string
	// The number of the rule of the node that it belongs to, from 1.
	rule int
	to   NodeID
	// What rules ask for that is so once it is taken.
	fact int
}
