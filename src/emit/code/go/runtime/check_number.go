func checkNumber(name string, value *float64) error {
	if math.IsNaN(*value) || math.IsInf(*value, 0) {
		return &ParamError{Name: name, Problem: fmt.Sprintf("must be a finite number, and is %v", *value)}
	}
	if *value == 0 {
		// JSON has no negative zero.
		*value = 0
	}
	return nil
}
