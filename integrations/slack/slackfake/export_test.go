package slackfake

// MethodFacts are what the table of methods says of one.
type MethodFacts struct {
	Scopes, Required []string
	App, JSON        bool
	PerMinute        int
}

// Methods shows the table of methods to the tests.
func Methods() map[string]MethodFacts {
	facts := map[string]MethodFacts{}
	for name, m := range methods() {
		facts[name] = MethodFacts{Scopes: m.scopes, Required: m.required, App: m.app, JSON: !m.form, PerMinute: m.tier}
	}
	return facts
}
