func checkWhole(name string, value float64) error {
	if value != math.Trunc(value) {
		return &ParamError{Name: name, Problem: fmt.Sprintf("must be a whole number, and is %v", value)}
	}
	return nil
}
