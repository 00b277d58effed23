// Set returns a pointer to a value, for a parameter that has a default.
func Set[T string | float64 | bool](value T) *T {
	return &value
}

func or[T string | float64 | bool](value *T, other T) T {
	if value == nil {
		return other
	}
	return *value
}
