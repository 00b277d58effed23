// A ParamError says that a parameter has a value that JSON does not have.
type ParamError struct {
	// Name is the name of the parameter in the flow.
	Name string
	// Problem says what is wrong with its value.
	Problem string
}

func (e *ParamError) Error() string {
	return fmt.Sprintf("the parameter `%s` %s", e.Name, e.Problem)
}
