// A location says where a value of the session stands.
type location struct {
	source string
	path   []string
}

// A comparison is one that rules ask for; name is what is compared, as the flow calls it.
type comparison struct {
	name     string
	place    location
	operator string
	literal  any
	other    *location
	// Other spellings of the value, each with the one that it stands for.
	spellings map[string]string
}

// A seenValue is what the session says of a comparison.
type seenValue struct {
	// Whether it holds; open while the value may come.
	holds truth
	// Whether it would hold without the value.
	without bool
	// Whether what holds the value is there.
	arrived bool
	value   any
}

func (c *comparison) seen(session map[string]any) *seenValue {
	arrived, gone, value := c.place.lookUp(session)
	if text, ok := value.(string); ok && c.spellings[text] != "" {
		value = c.spellings[text]
	}
	otherArrived, otherGone, right := true, false, c.literal
	if c.other != nil {
		otherArrived, otherGone, right = c.other.lookUp(session)
	}
	found := &seenValue{
		without: compared(c.operator, nil, c.literal), arrived: arrived && otherArrived, value: value,
	}
	if (arrived || gone) && (otherArrived || otherGone) {
		found.holds = truthOf(compared(c.operator, value, right))
	}
	return found
}

// lookUp returns whether what holds a value has arrived, whether it will not come any more, and the value.
func (l *location) lookUp(session map[string]any) (arrived, gone bool, value any) {
	report := member(session, "report")
	path := l.path
	var state any
	switch l.source {
	case "report":
		value = member(report, path[0])
		state = member(report, path[0]+"Status")
		if members, ok := state.(map[string]any); ok {
			state = members["state"]
		}
		gone = state == "failed" || state == "timed_out" || state == "timedOut" || state == "notRequested"
		path = path[1:]
	case "extracted":
		value = member(report, "extractedData")
	default:
		value = member(member(session, "settings"), "providedData")
	}
	arrived = value != nil && state != "pending"
	for _, name := range path {
		value = member(value, name)
	}
	return arrived, gone, value
}

func member(value any, name string) any {
	members, _ := value.(map[string]any)
	return members[name]
}

// compared compares as the API does: equality of trimmed texts, order of numbers.
func compared(operator string, left, right any) bool {
	// A list has what one of its items has.
	items, isList := left.([]any)
	if !isList {
		items = []any{left}
	}
	isThere := len(items) > 0 && (isList || left != nil)
	var texts []string
	for _, item := range items {
		if text, ok := plain(item); ok {
			texts = append(texts, text)
		}
	}
	wanted, ok := plain(right)
	isEqual := ok && contains(texts, wanted)
	switch operator {
	case "exists":
		return isThere
	case "not exists":
		return !isThere
	case "==":
		return isEqual
	case "!=":
		return !isEqual
	}
	if len(texts) != 1 {
		return false
	}
	one, isOne := decimal(texts[0])
	two, isTwo := decimal(wanted)
	if !isOne || !isTwo {
		return false
	}
	switch operator {
	case "<":
		return one < two
	case "<=":
		return one <= two
	case ">":
		return one > two
	}
	return one >= two
}

// blanks are what JavaScript trims.
const blanks = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"

// decimal returns the number that a text spells in decimal digits.
func decimal(text string) (float64, bool) {
	for _, char := range text {
		if !strings.ContainsRune("0123456789+-.eE", char) {
			return 0, false
		}
	}
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil
}

func plain(value any) (string, bool) {
	switch value := value.(type) {
	case string:
		return strings.Trim(value, blanks), true
	case bool:
		return strconv.FormatBool(value), true
	case float64:
		return number(value), true
	case json.Number:
		if found, err := value.Float64(); err == nil {
			return number(found), true
		}
	}
	return "", false
}

// valuations returns what the values that are still to come can make of the facts: comparisons of one value exclude and imply
// each other.
func (s *seen) valuations(known []truth) []map[int]truth {
	groups := map[string][]int{}
	var names []string
	for at, fact := range facts {
		if fact == nil || known[at] != open {
			continue
		}
		name := fact.name
		if fact.other != nil {
			// What is compared with another value is free.
			name = strconv.Itoa(at)
		}
		if groups[name] == nil {
			names = append(names, name)
		}
		groups[name] = append(groups[name], at)
	}
	all := []map[int]truth{{}}
	for _, name := range names {
		choices := map[string]map[int]truth{}
		var order []string
		for _, sample := range samples(groups[name]) {
			choice := map[int]truth{}
			for _, at := range groups[name] {
				fact := facts[at]
				choice[at] = truthOf(sample == nil)
				if fact.other == nil {
					choice[at] = truthOf(compared(fact.operator, sample, fact.literal))
				}
			}
			key := fmt.Sprint(choice)
			if choices[key] == nil {
				order = append(order, key)
			}
			choices[key] = choice
		}
		var found []map[int]truth
		for _, before := range all {
			for _, key := range order {
				joined := map[int]truth{}
				for at, value := range before {
					joined[at] = value
				}
				for at, value := range choices[key] {
					joined[at] = value
				}
				found = append(found, joined)
			}
		}
		if all = found; len(all) > most {
			return nil
		}
	}
	return all
}

// samples returns values that a session can have for these comparisons, one for each answer.
func samples(group []int) []any {
	found := []any{nil, "?"}
	var numbers []float64
	for _, at := range group {
		literal := facts[at].literal
		if literal == nil {
			continue
		}
		found = append(found, literal)
		text, _ := plain(literal)
		if value, isNumber := decimal(text); isNumber {
			numbers = append(numbers, value)
		}
	}
	sort.Float64s(numbers)
	for at, value := range numbers {
		found = append(found, value-1, value, value+1)
		if at > 0 {
			found = append(found, (numbers[at-1]+value)/2)
		}
	}
	return found
}
