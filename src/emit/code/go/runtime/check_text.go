func checkText(name, value string) error {
	if !utf8.ValidString(value) {
		return &ParamError{Name: name, Problem: fmt.Sprintf("must be UTF-8, and is %q", value)}
	}
	return nil
}
