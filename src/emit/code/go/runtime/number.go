// number returns the text of a number as JSON has it, with the shortest digits.
func number(value float64) string {
	size := math.Abs(value)
	switch {
	case size == 0:
		return "0"
	case size < 1e-6 || size >= 1e21:
		return strings.Replace(strconv.FormatFloat(value, 'e', -1, 64), "e-0", "e-", 1)
	default:
		return strconv.FormatFloat(value, 'f', -1, 64)
	}
}
