// instruction returns what a model is told to do: no value of a parameter at its beginning makes it literal speech.
func instruction(text string) string {
	for {
		begin := strings.TrimLeftFunc(text, unicode.IsSpace)
		if len(begin) < 4 || strings.ToLower(begin[:4]) != "say:" {
			return text
		}
		text = strings.TrimLeftFunc(begin[4:], unicode.IsSpace)
	}
}
