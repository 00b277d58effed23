// spelt returns the text of a number; the default is shown as it is spelt in the flow.
func spelt(value, byDefault float64, spelling string) string {
	if value == byDefault {
		return spelling
	}
	return number(value)
}
