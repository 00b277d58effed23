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

// FsflowError is the name of the error, the same in all packages made by fsflowc.
func (e *AmbiguousReportError) FsflowError() string {
	return "AmbiguousReportError"
}

// Is tells errors.Is that the error of another package made by fsflowc is this one.
func (e *AmbiguousReportError) Is(target error) bool {
	return isSame(e, target)
}

// A RuleText is a rule of the flow: its place among the rules, from 0, and its condition as the flow says it.
type RuleText struct {
	Index int    `json:"index"`
	Text  string `json:"text"`
}

// An Evidence is what a decision rests on: an outcome, or a value of the report, by the name that the flow has for it.
type Evidence struct {
	Name    string  `json:"name"`
	NodeID  NodeID  `json:"nodeId,omitempty"`
	Outcome Outcome `json:"outcome,omitempty"`
	Value   any     `json:"value,omitempty"`
}

// An Answer says what is decided about a session, by which rule, why, and on what; or DecisionPending, and what is waited for. Rule
// and reason are empty where several for the one decision may hold.
type Answer struct {
	Decision   Decision   `json:"decision"`
	Rule       *RuleText  `json:"rule"`
	Reason     string     `json:"reason"`
	Evidence   []Evidence `json:"evidence"`
	WaitingFor []string   `json:"waitingFor"`
}

// Decide returns the decision about a session: the one that every path of the flow gets that fits the session's report. It is
// DecisionPending while the session goes on, and while its report does not say enough: node reports come some seconds after
// the session ended, so ask again then. A decision that grants something needs its evidence in the report itself. session is
// the member of that name in the answer of `GET /sessions/:id`.
//
// The error is an *UnknownReportError when the session is not one of this flow, and an *AmbiguousReportError when the report can
// never tell which decision is right and the flow does not say what then.
func Decide(session json.RawMessage) (Answer, error) {
	return decide(session, false)
}

// DecideFinal decides as Decide does when nothing more is waited for: what is missing counts as not having happened, and
// grants nothing.
func DecideFinal(session json.RawMessage) (Answer, error) {
	return decide(session, true)
}

func decide(session json.RawMessage, final bool) (Answer, error) {
	members, err := decoded(session)
	if err != nil {
		return Answer{}, err
	}
	status := members["status"]
	goesOn := status == "created" || status == "inProgress"
	switch status {
	case "created", "inProgress", "complete", "incomplete":
	case nil:
		return Answer{}, unknown("a session has no status null; pass the member `session` of the answer")
	default:
		return Answer{}, unknown("a session has no status %s", shown(status))
	}
	if err := checkOrigin(members); err != nil {
		return Answer{}, err
	}
	if goesOn && !final {
		return pending([]string{"status"}), nil
	}
	reports, err := nodeReports(members)
	if err != nil {
		return Answer{}, err
	}
	found, err := seenIn(members, reports, status != "complete")
	if err != nil {
		return Answer{}, err
	}
	return found.decided(final)
}
