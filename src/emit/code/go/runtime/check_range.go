func checkRange(name string, value, least, most float64) error {
	switch {
	case value < least:
		return &ParamError{Name: name, Problem: fmt.Sprintf("must be at least %v, and is %v", least, value)}
	case value > most:
		return &ParamError{Name: name, Problem: fmt.Sprintf("must be at most %v, and is %v", most, value)}
	}
	return nil
}
