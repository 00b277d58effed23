// SessionOf returns a session that went so, as the API reports it: for the tests of an application. It takes the outcomes where
// a path branches (`SessionOf("liveness.detected")`); where one is left out, the session stopped.
func SessionOf(outcomes ...string) (json.RawMessage, error) {
	wanted := map[string]bool{}
	for _, outcome := range outcomes {
		wanted[outcome] = true
	}
	reports := []map[string]any{}
	status := "incomplete"
	for at := 0; at >= 0; {
		node := graph[at]
		report := map[string]any{"type": node.kind, "nodeId": node.id, "createdAt": len(reports), "outcome": nil}
		reports = append(reports, report)
		if node.kind == "end" {
			status = "complete"
		}
		at = -1
		for _, edge := range node.edges {
			name := string(node.id) + "." + edge.name
			if !wanted[name] && len(node.edges) > 1 {
				continue
			}
			delete(wanted, name)
			report["outcome"] = edge.names[0]
			if edge.rule != 0 {
				report["matchedRuleIndex"] = edge.rule - 1
			}
			at = positions[edge.to]
			break
		}
	}
	for _, name := range outcomes {
		if wanted[name] {
			return nil, fmt.Errorf("a session with these outcomes does not pass %q", name)
		}
	}
	return json.Marshal(map[string]any{
		"id": "fixture", "status": status,
		"settings": map[string]any{"metadata": metadata},
		"report":   map[string]any{"nodeReports": reports},
	})
}
