package tui

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"baton/incident"
)

func TestQueries(t *testing.T) {
	notes := []incident.Kind{"entry_observed", "note_taken"}
	for text, want := range map[string]query{
		"":                               {},
		"   ":                            {},
		`""`:                             {},
		"@zac":                           {people: []incident.Person{"zac"}},
		"@Zac @lena":                     {people: []incident.Person{"zac", "lena"}},
		"k:note":                         {kinds: notes},
		"kind:note":                      {kinds: notes},
		"k:NOTE":                         {kinds: notes},
		"k:update,note":                  {kinds: append([]incident.Kind{"update_told"}, notes...)},
		"k:update k:note":                {kinds: append([]incident.Kind{"update_told"}, notes...)},
		"k:command_run":                  {kinds: []incident.Kind{"command_run"}},
		"#cause":                         {tags: []string{"cause"}},
		"#Cause #fix":                    {tags: []string{"cause", "fix"}},
		"*":                              {starred: true},
		"dns  Resolver":                  {words: []string{"dns", "resolver"}},
		`"out of UDP"`:                   {words: []string{"out of udp"}},
		`"out of ud`:                     {words: []string{"out of ud"}},
		`a "b c"d`:                       {words: []string{"a", "b c", "d"}},
		`"@zac"`:                         {words: []string{"@zac"}},
		"5*3":                            {words: []string{"5*3"}},
		`@zac k:update * #cause "it is"`: {people: []incident.Person{"zac"}, kinds: []incident.Kind{"update_told"}, starred: true, tags: []string{"cause"}, words: []string{"it is"}},
	} {
		if got, err := parseQuery(text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q is read as %+v, not %+v (%v)", text, got, want, err)
		}
	}
}

func TestQueriesThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]queryError{
		"@":            {0, "after @ comes a person's handle"},
		"dns @a!b":     {4, "after @ comes a person's handle"},
		"#":            {0, "after # comes a tag"},
		"k:":           {0, `"" is no kind; kinds are action, chat, command`},
		"dns kind:nte": {4, `"nte" is no kind`},
		"k:note,":      {0, `"" is no kind`},
	} {
		_, err := parseQuery(text)
		fault := (*queryError)(nil)
		if !errors.As(err, &fault) || fault.at != want.at || !strings.HasPrefix(fault.problem, want.problem) {
			t.Errorf("%q: %+v", text, err)
		}
	}
}

// Every kind of fact can be asked for by a word, so that none is forgotten when one is added.
func TestEveryKindHasAWord(t *testing.T) {
	named := map[incident.Kind]bool{}
	for _, word := range kindNames() {
		kinds := kindsOf(word)
		if len(kinds) == 0 {
			t.Errorf("%q stands for no kind", word)
		}
		for _, k := range kinds {
			named[k] = true
		}
	}
	for _, k := range incident.Kinds() {
		if !named[k] {
			t.Errorf("no word stands for %s", k)
		}
	}
}

func TestWhatAQueryFits(t *testing.T) {
	who := incident.Person("mia")
	note := incident.Event{Seq: 3, Kind: "note_taken", Actor: "zac", EnteredBy: "lena"}
	for _, test := range []struct {
		text string
		a    incident.Amendment
		want bool
	}{
		{"@zac", incident.Amendment{}, true},
		{"@lena", incident.Amendment{}, true},
		{"@mia", incident.Amendment{}, false},
		{"@mia @zac", incident.Amendment{}, true},
		{"@mia", incident.Amendment{Actor: &who}, true},
		{"@zac", incident.Amendment{Actor: &who}, false},
		{"k:note", incident.Amendment{}, true},
		{"k:action,note", incident.Amendment{}, true},
		{"k:action", incident.Amendment{}, false},
		{"k:note @mia", incident.Amendment{}, false},
		{"*", incident.Amendment{}, false},
		{"*", incident.Amendment{Starred: true}, true},
		{"#Cause", incident.Amendment{Tags: []string{"cause"}}, true},
		{"#cause #fix", incident.Amendment{Tags: []string{"cause"}}, false},
	} {
		q, err := parseQuery(test.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := q.fits(&note, test.a); got != test.want {
			t.Errorf("%q fits a note with %+v: %v", test.text, test.a, got)
		}
	}
	q, _ := parseQuery(`DNS "of udp"`)
	for text, want := range map[string]bool{"dns: out of UDP again": true, "dns: out of": false, "": false} {
		if q.reads(text) != want {
			t.Errorf("%+v reads %q: %v", q.words, text, !want)
		}
	}
}

// FuzzQuery reads anything: it ends, an error points into the text, and a word that is read is a part of it.
func FuzzQuery(f *testing.F) {
	for _, text := range []string{"", "@zac k:note,action #tag * words", `"a phrase" "open`, "k:", "@\x00", "#\xff", "\t\n ", "kind:kind:", `""""`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := parseQuery(text)
		if fault := (*queryError)(nil); errors.As(err, &fault) {
			if fault.at < 0 || fault.at >= len(text) || fault.problem == "" {
				t.Errorf("%q: %+v", text, fault)
			}
			return
		}
		for _, w := range q.words {
			if w == "" || !strings.Contains(strings.ToLower(text), w) {
				t.Errorf("%q holds no %q", text, w)
			}
		}
		if len(q.words) > 0 && q.empty() {
			t.Errorf("%q is empty", text)
		}
	})
}
