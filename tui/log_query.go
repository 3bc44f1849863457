package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"baton/incident"
)

// query is what a filter of the log looks for. An entry has to have every tag and every word, and to be by one of the
// people and of one of the kinds, where some are named.
type query struct {
	people  []incident.Person
	kinds   []incident.Kind
	tags    []string
	starred bool
	words   []string // in lower case
}

// empty: it lets everything through.
func (q *query) empty() bool {
	return len(q.people)+len(q.kinds)+len(q.tags)+len(q.words) == 0 && !q.starred
}

// queryError is why a filter cannot be read, and where in it reading stopped, in bytes.
type queryError struct {
	at      int
	problem string
}

func (e *queryError) Error() string { return e.problem }

// kindWords are what people call the kinds of facts: each is the beginning of kinds' names. Any kind can be named in
// full, too, also one that only a newer baton knows.
var kindWords = map[string][]string{
	"action":     {"action_"},
	"chat":       {"message_", "channel_"},
	"command":    {"command_proposed", "command_confirmed", "command_objected", "command_run", "command_undone", "output_"},
	"correction": {"entry_corrected", "entry_retracted", "entry_restored", "entries_merged"},
	"decision":   {"decision_"},
	"follow-up":  {"follow_up_"},
	"freeze":     {"deploy_", "freeze_"},
	"impact":     {"impact_"},
	"link":       {"link_"},
	"message":    {"message_posted"},
	"note":       {"note_", "entry_observed"},
	"outside":    {"delivery_"},
	"person":     {"responder_", "person_"},
	"postmortem": {"postmortem_", "meeting_"},
	"reminder":   {"reminder_"},
	"report":     {"situation_"},
	"role":       {"role_", "command_taken", "offer_"},
	"scale":      {"tier_", "severity_"},
	"star":       {"entry_starred"},
	"status":     {"status_", "incident_", "title_", "zone_"},
	"tag":        {"entry_tagged"},
	"update":     {"update_"},
}

// kindsOf gives the kinds that a word stands for.
func kindsOf(word string) []incident.Kind {
	word = strings.ToLower(word)
	var kinds []incident.Kind
	for _, k := range incident.Kinds() {
		if string(k) == word || slices.ContainsFunc(kindWords[word], func(begin string) bool { return strings.HasPrefix(string(k), begin) }) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// parseQuery reads a filter: @zac, k:note or kind:note,action, #tag, * for a star, and words or "a phrase". A quotation
// mark that is not closed yet quotes up to the end.
func parseQuery(text string) (query, error) {
	var q query
	for at := 0; at < len(text); {
		if text[at] == ' ' || text[at] == '\t' || text[at] == '\n' {
			at++
			continue
		}
		word, after := queryWord(text, at)
		if err := q.add(word, text[at] == '"'); err != nil {
			return query{}, &queryError{at: at, problem: err.Error()}
		}
		at = after
	}
	return q, nil
}

// queryWord takes one word, or what stands between quotation marks.
func queryWord(text string, at int) (word string, after int) {
	if text[at] == '"' {
		word, _, closed := strings.Cut(text[at+1:], `"`)
		if !closed {
			return word, len(text)
		}
		return word, at + len(word) + 2
	}
	n := strings.IndexAny(text[at:], " \t\n")
	if n < 0 {
		n = len(text) - at
	}
	return text[at : at+n], at + n
}

func (q *query) add(word string, quoted bool) error {
	kinds, isKind := strings.CutPrefix(word, "kind:")
	if !isKind {
		kinds, isKind = strings.CutPrefix(word, "k:")
	}
	switch {
	case quoted:
		if word = strings.ToLower(strings.TrimSpace(word)); word != "" {
			q.words = append(q.words, word)
		}
	case word == "*":
		q.starred = true
	case word[0] == '@':
		p, err := incident.ParsePerson(word)
		if err != nil || word == "@" {
			return fmt.Errorf("after @ comes a person's handle, such as @zac")
		}
		q.people = append(q.people, p)
	case word[0] == '#':
		if word == "#" {
			return fmt.Errorf("after # comes a tag, such as #cause")
		}
		q.tags = append(q.tags, strings.ToLower(word[1:]))
	case isKind:
		return q.addKinds(kinds)
	default:
		q.words = append(q.words, strings.ToLower(word))
	}
	return nil
}

func (q *query) addKinds(list string) error {
	for word := range strings.SplitSeq(list, ",") {
		kinds := kindsOf(word)
		if len(kinds) == 0 {
			return fmt.Errorf("%s is no kind; kinds are %s", quote(word), strings.Join(kindNames(), ", "))
		}
		q.kinds = append(q.kinds, kinds...)
	}
	return nil
}

func kindNames() []string { return slices.Sorted(maps.Keys(kindWords)) }

// fits tells whether an event can be meant, by what stands on its envelope and what was said about it. Its text is not
// read for that.
func (q *query) fits(e *incident.Event, a incident.Amendment) bool {
	if len(q.kinds) > 0 && !slices.Contains(q.kinds, e.Kind) || q.starred && !a.Starred {
		return false
	}
	for _, tag := range q.tags {
		if !slices.ContainsFunc(a.Tags, func(has string) bool { return strings.EqualFold(has, tag) }) {
			return false
		}
	}
	actor := e.Actor
	if a.Actor != nil {
		actor = *a.Actor
	}
	return len(q.people) == 0 || slices.Contains(q.people, actor) || slices.Contains(q.people, e.EnteredBy)
}

// reads tells whether a text holds every word.
func (q *query) reads(text string) bool {
	text = strings.ToLower(text)
	for _, w := range q.words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
