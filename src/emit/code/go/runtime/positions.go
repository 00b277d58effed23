var positions = func() map[NodeID]int {
	found := make(map[NodeID]int, len(graph))
	for at, node := range graph {
		found[node.id] = at
	}
	return found
}()
