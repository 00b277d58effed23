// A NodeReport is the report of a node that a session passed.
type NodeReport struct {
	NodeID NodeID `json:"nodeId"`
	Type   string `json:"type"`
	// CreatedAt is a string or a json.Number, as the API gives it, or nil.
	CreatedAt any `json:"createdAt"`
	// Outcome is empty while the node has none.
	Outcome Outcome `json:"outcome"`
}

// An UnknownReportError says that a session or its report is not one that this flow can have given, so that nothing may be
// concluded from it.
type UnknownReportError struct {
	// Problem says what does not belong to the flow.
	Problem string
}

func (e *UnknownReportError) Error() string {
	return e.Problem
}

func unknown(format string, arguments ...any) error {
	return &UnknownReportError{Problem: fmt.Sprintf(format, arguments...)}
}

// Reports returns the node reports of a session, checked against the flow; none while the session has none. session is the
// member of that name in the answer of `GET /sessions/:id`.
//
// The error is an *UnknownReportError: a report names a node, a type or an outcome that this flow does not have.
func Reports(session json.RawMessage) ([]NodeReport, error) {
	members, err := decoded(session)
	if err != nil {
		return nil, err
	}
	return nodeReports(members)
}

func decoded(session json.RawMessage) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(session))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, unknown("the session is no JSON: %v", err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, unknown("the session is more than one JSON value")
	}
	return object(value, "the session")
}

func object(value any, what string) (map[string]any, error) {
	members, ok := value.(map[string]any)
	if !ok {
		return nil, unknown("%s is no object", what)
	}
	return members, nil
}

func nodeReports(session map[string]any) ([]NodeReport, error) {
	reports := []NodeReport{}
	if session["report"] == nil {
		return reports, nil
	}
	report, err := object(session["report"], "the report of the session")
	if err != nil || report["nodeReports"] == nil {
		return reports, err
	}
	entries, ok := report["nodeReports"].([]any)
	if !ok {
		return nil, unknown("`nodeReports` of the session is no list")
	}
	for _, entry := range entries {
		members, err := object(entry, "a node report")
		if err != nil {
			return nil, err
		}
		report, err := nodeReport(members)
		if err != nil {
			return nil, err
		}
		reports = append(reports, report)
	}
	return reports, nil
}

func nodeReport(entry map[string]any) (NodeReport, error) {
	id, ok := entry["nodeId"].(string)
	at, known := positions[NodeID(id)]
	if !ok || !known {
		return NodeReport{}, unknown("this flow has no node %s", shown(entry["nodeId"]))
	}
	node := graph[at]
	if entry["type"] != node.kind {
		return NodeReport{}, unknown(
			"the node %s is of the type %s, not %s", shown(node.id), shown(node.kind), shown(entry["type"]))
	}
	outcome, err := node.outcome(entry["outcome"])
	if err != nil {
		return NodeReport{}, err
	}
	report := NodeReport{NodeID: node.id, Type: node.kind, Outcome: outcome}
	switch entry["createdAt"].(type) {
	case string, json.Number:
		report.CreatedAt = entry["createdAt"]
	}
	return report, nil
}

// outcome returns the outcome as the constants spell it, or nothing while the node has none.
func (n node) outcome(reported any) (Outcome, error) {
	if reported == nil || reported == "" {
		return "", nil
	}
	name, ok := reported.(string)
	for _, edge := range n.edges {
		for _, own := range edge.names {
			if ok && own == Outcome(name) {
				return own, nil
			}
		}
		if ok && edge.alias != "" && edge.alias == name {
			return edge.names[0], nil
		}
	}
	return "", unknown("the node %s has no outcome %s", shown(n.id), shown(reported))
}

func shown(value any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Sprint(value)
	}
	return string(bytes.TrimSpace(text.Bytes()))
}
