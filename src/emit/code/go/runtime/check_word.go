func checkWord(name, value string, words ...string) error {
	for _, word := range words {
		if value == word {
			return nil
		}
	}
	return &ParamError{Name: name, Problem: fmt.Sprintf("must be one of %q, and is %q", words, value)}
}
