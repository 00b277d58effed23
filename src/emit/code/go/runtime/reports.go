// A NodeReport is the report of a node that a session passed.
type NodeReport struct {
	NodeID NodeID `json:"nodeId"`
	Type   string `json:"type"`
	// CreatedAt is a string or a json.Number, as the API gives it, or nil.
	CreatedAt any `json:"createdAt"`
	// Outcome is empty while the node has none.
	Outcome Outcome `json:"outcome"`
	// Name is what the flow calls the outcome; empty when several may be meant.
	Name string `json:"name"`
	// MatchedRuleIndex is the index of the rule of a field_condition that matched, if one did.
	MatchedRuleIndex *int `json:"matchedRuleIndex,omitempty"`
	// InconclusiveReason says why a check of liveness gave no verdict.
	InconclusiveReason string `json:"inconclusiveReason,omitempty"`
	// Email is what was entered.
	Email string `json:"email,omitempty"`
	// Report is what nodes of this type report beyond their outcome.
	Report map[string]any `json:"report,omitempty"`

	ways []int
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

// FsflowError is the name of the error, the same in all packages made by fsflowc.
func (e *UnknownReportError) FsflowError() string {
	return "UnknownReportError"
}

// Is tells errors.Is that the error of another package made by fsflowc is this one.
func (e *UnknownReportError) Is(target error) bool {
	return isSame(e, target)
}

func isSame(one interface{ FsflowError() string }, target error) bool {
	other, ok := target.(interface{ FsflowError() string })
	return ok && other.FsflowError() == one.FsflowError()
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
	ways, err := node.ways(entry["outcome"], entry["matchedRuleIndex"])
	if err != nil {
		return NodeReport{}, err
	}
	report := NodeReport{NodeID: node.id, Type: node.kind, ways: ways}
	if len(ways) > 0 {
		given, _ := entry["outcome"].(string)
		edge := node.edges[ways[0]]
		report.Outcome = edge.names[0]
		if edge.has(given) {
			report.Outcome = Outcome(given)
		}
		report.Name = edge.name
		for _, way := range ways {
			if node.edges[way].name != edge.name {
				report.Name = ""
			}
		}
	}
	switch entry["createdAt"].(type) {
	case string, json.Number:
		report.CreatedAt = entry["createdAt"]
	}
	report.InconclusiveReason, _ = entry["inconclusiveReason"].(string)
	report.Email, _ = entry["email"].(string)
	report.Report, _ = entry["report"].(map[string]any)
	if index, err := whole(entry["matchedRuleIndex"]); err == nil {
		report.MatchedRuleIndex = &index
	}
	return report, nil
}

func whole(value any) (int, error) {
	number, _ := value.(json.Number)
	if index, err := strconv.Atoi(string(number)); err == nil {
		return index, nil
	}
	// `1.0` is 1.
	found, err := number.Float64()
	if index := int(found); err == nil && float64(index) == found {
		return index, nil
	}
	return 0, strconv.ErrSyntax
}

// ways returns the places of the edges that an outcome may stand for, or nothing while the node has none.
func (n node) ways(outcome, rule any) ([]int, error) {
	if n.kind == "end" {
		// What servers say of an end decides nothing.
		return nil, nil
	}
	isNone := outcome == nil || outcome == ""
	name, isName := outcome.(string)
	var named, byDefault, matched []int
	hasRules := false
	index, err := whole(rule)
	for place, edge := range n.edges {
		hasRules = hasRules || edge.rule != 0
		if !isNone && !(isName && (edge.has(name) || edge.alias != "" && edge.alias == name)) {
			continue
		}
		named = append(named, place)
		if edge.rule == 0 {
			byDefault = append(byDefault, place)
		} else if err == nil && edge.rule == index+1 {
			matched = append(matched, place)
		}
	}
	switch {
	case len(named) == 0 && !isNone:
		return nil, unknown("the node %s has no outcome %s", shown(n.id), shown(outcome))
	case isNone && (!hasRules || rule == nil):
		return nil, nil
	case !hasRules || rule == nil && len(byDefault) == 0:
		return named, nil
	case rule == nil:
		// No rule matched, unless a server does not say which.
		return byDefault, nil
	case len(matched) == 0:
		return nil, unknown("the node %s has no rule %s with this outcome", shown(n.id), shown(rule))
	}
	return matched, nil
}

func (e edge) has(outcome string) bool {
	for _, name := range e.names {
		if name == Outcome(outcome) {
			return true
		}
	}
	return false
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
