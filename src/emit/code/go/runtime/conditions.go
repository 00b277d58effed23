// A truth is what is known of a fact.
type truth int8

const (
	open truth = iota
	no
	yes
)

func truthOf(value bool) truth {
	if value {
		return yes
	}
	return no
}

// A condition is what rules ask: a fact, or its opposite, or that so many of several hold; or what is known already.
type condition struct {
	kind  kind
	fact  int
	least int
	parts []condition
}

type kind int8

const (
	isFact kind = iota
	isNot
	isLeast
	isTrue
	isFalse
)

func has(fact int) condition {
	return condition{kind: isFact, fact: fact}
}

func not(part condition) condition {
	return condition{kind: isNot, parts: []condition{part}}
}

func least(count int, parts ...condition) condition {
	return condition{kind: isLeast, least: count, parts: parts}
}

func always(holds bool) condition {
	if holds {
		return condition{kind: isTrue}
	}
	return condition{kind: isFalse}
}

type decisionRule struct {
	index    int
	decision Decision
	text     string
	reason   string
	grants   bool
	when     condition
}

// An outcomeCase is a condition, and what it leads to when none before it holds. The last one of several holds always.
type outcomeCase struct {
	when   condition
	result Decision
}

// simplified returns what is left of a condition once some facts are known.
func (c condition) simplified(known func(int) truth) condition {
	switch c.kind {
	case isFact:
		if now := known(c.fact); now != open {
			return always(now == yes)
		}
		return c
	case isNot:
		part := c.parts[0].simplified(known)
		if part.kind == isTrue || part.kind == isFalse {
			return always(part.kind == isFalse)
		}
		return not(part)
	case isLeast:
		count := c.least
		var rest []condition
		for _, part := range c.parts {
			switch part = part.simplified(known); part.kind {
			case isTrue:
				count--
			case isFalse:
			default:
				rest = append(rest, part)
			}
		}
		if count <= 0 || count > len(rest) {
			return always(count <= 0)
		}
		return least(count, rest...)
	}
	return c
}

// left returns the cases that may still hold.
func left(all []outcomeCase, known func(int) truth) []outcomeCase {
	var rest []outcomeCase
	for _, it := range all {
		when := it.when.simplified(known)
		if when.kind != isFalse {
			rest = append(rest, outcomeCase{when, it.result})
		}
		if when.kind == isTrue {
			break
		}
	}
	return rest
}
