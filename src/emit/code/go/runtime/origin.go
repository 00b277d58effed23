// A ForeignSessionError says that a session is of another flow, or of another version of this one.
type ForeignSessionError struct {
	// Problem says which.
	Problem string
}

func (e *ForeignSessionError) Error() string {
	return e.Problem
}

// FsflowError is the name of the error, the same in all packages made by fsflowc.
func (e *ForeignSessionError) FsflowError() string {
	return "ForeignSessionError"
}

// Is tells errors.Is that the error of another package made by fsflowc is this one.
func (e *ForeignSessionError) Is(target error) bool {
	return isSame(e, target)
}

// checkOrigin refuses the session of another flow, or of another version of this one.
func checkOrigin(session map[string]any) error {
	metadata := member(session["settings"], "metadata")
	name, fingerprint := member(metadata, "fsflowName"), member(metadata, "fsflowFingerprint")
	switch {
	case name == nil:
		return &ForeignSessionError{Problem: "the session does not say which flow it is of"}
	case name != FlowName:
		return &ForeignSessionError{
			Problem: fmt.Sprintf("the session is of the flow %s, not of %s", shown(name), shown(FlowName)),
		}
	case fingerprint != Fingerprint:
		return &ForeignSessionError{Problem: fmt.Sprintf(
			"the session is of another version of %s: its fingerprint is %s, not %s",
			shown(FlowName), shown(fingerprint), shown(Fingerprint))}
	}
	return nil
}
