// Runs generated packages: reads what to call from cases.json, writes what came back to answers.json.
package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"reflect"
	"strings"
)

// module has the functions of a generated package; cases.go lists them.
type module struct {
	flow, session          func(params map[string]json.RawMessage) (any, error)
	decide, final, reports func(session json.RawMessage) (any, error)
}

type call struct {
	Module   string
	Params   map[string]json.RawMessage
	Sessions []json.RawMessage
}

type answer struct {
	Flow      any   `json:"flow"`
	Session   any   `json:"session"`
	Answers []any `json:"answers"`
	Finals  []any `json:"finals"`
	Reports []any `json:"reports"`
}

// fill sets the fields of a struct by their names.
func fill(params any, given map[string]json.RawMessage) {
	fields := reflect.ValueOf(params).Elem()
	for name, value := range given {
		field := fields.FieldByName(name)
		if !field.IsValid() {
			panic("no parameter " + name)
		}
		var odd struct{ Odd string }
		if json.Unmarshal(value, &odd) == nil && odd.Odd != "" {
			field.SetFloat(map[string]float64{"NaN": math.NaN(), "Infinity": math.Inf(1)}[odd.Odd])
			continue
		}
		check(json.Unmarshal(value, field.Addr().Interface()))
	}
}

// attempt returns what came back, or the type and the message of the error.
func attempt(value any, err error) any {
	if err == nil {
		return value
	}
	ty := fmt.Sprintf("%T", err)
	return map[string]string{"error": ty[strings.LastIndex(ty, ".")+1:], "message": err.Error()}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	text, err := os.ReadFile("cases.json")
	check(err)
	var calls []call
	check(json.Unmarshal(text, &calls))
	answers := []answer{}
	for _, call := range calls {
		module := modules[call.Module]
		found := answer{
			Flow:      attempt(module.flow(call.Params)),
			Session:   attempt(module.session(call.Params)),
			Answers: []any{},
			Finals:  []any{},
			Reports: []any{},
		}
		for _, session := range call.Sessions {
			found.Answers = append(found.Answers, attempt(module.decide(session)))
			found.Finals = append(found.Finals, attempt(module.final(session)))
			found.Reports = append(found.Reports, attempt(module.reports(session)))
		}
		answers = append(answers, found)
	}
	text, err = json.Marshal(answers)
	check(err)
	check(os.WriteFile("answers.json", text, 0o644))
}
