// A mask holds a bit for each thing that the rules ask for.
type mask uint32

type node struct {
	id    NodeID
	kind  string
	edges []edge
	bit   mask
}

type edge struct {
	// What a report may call the outcome.
	names []Outcome
	// Another spelling of the first name.
	alias string
	to    NodeID
	bit   mask
}
