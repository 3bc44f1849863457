package message

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"baton/incident"
	"baton/integrations/slack/lenient"
)

func TestHandles(t *testing.T) {
	for name, want := range map[string]string{
		"Zac Hill": "zac_hill", "@zac": "zac", "zac.hill-2_x": "zac.hill-2_x", "Émile": "émile", "🔥": "", "a\u202eb": "ab", "": "",
		strings.Repeat("x", 200): strings.Repeat("x", 80),
	} {
		if got := HandleOf(name); string(got) != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
	d := NewPeople()
	d.Add(Person{ID: "U1", Handle: "bob"})
	d.Add(Person{ID: "U2", Handle: "bob"})
	if first, second := d.find("U1", profile{}), d.find("U2", profile{}); first.Handle == second.Handle {
		t.Errorf("two people are both %s", first.Handle)
	}
	if bot := d.bot("B1", "bob"); bot.Handle == "bob" {
		t.Error("a program passes for a person")
	}
	if guest := d.find("U3", profile{handle: "bob", real: "Bob"}); guest.Handle != "u3" || guest.Name != "Bob" {
		t.Errorf("a guest named as somebody else: %+v", guest)
	}
}

// Whom a message names can be asked while others are added, and the way back from a handle is the same.
func TestPeopleGrowWhileTheyAreUsed(t *testing.T) {
	const people = 500
	d := NewPeople()
	var work sync.WaitGroup
	for w := range 4 {
		work.Go(func() {
			for k := range people {
				id := fmt.Sprintf("U%d", k)
				if w%2 == 0 {
					d.Add(Person{ID: id, Handle: incident.Person("p" + id)})
				}
				if p := d.find(id, profile{handle: "guest"}); p.ID != id {
					t.Errorf("%s is %+v", id, p)
				}
				d.bot("B1", "puppet")
			}
		})
	}
	work.Wait()
	for k := range people {
		id := fmt.Sprintf("U%d", k)
		p, _ := d.Known(id)
		if back, ok := d.ID(p.Handle); p.Handle != incident.Person("p"+id) || back != id || !ok {
			t.Errorf("%s is %s, who is %s", id, p.Handle, back)
		}
	}
	if _, ok := d.ID("nobody"); ok || d.Listed() != people {
		t.Errorf("%d people", d.Listed())
	}
}

func TestWhomAMessageNames(t *testing.T) {
	r := lenient.New([]byte(`{"user":"U1","text":"ask <@U2|bob> and <@U3>, not <@x> or <@U4","edited":{"user":"U5","ts":"1.0"},
		"reactions":[{"name":"eyes","users":["U6","?"],"count":2}],"message":{"user":"U7","text":"<@W8>"},"previous_message":{"user":"U9"}}`), 0)
	m := Read(&r)
	if got := m.People(); !slices.Equal(got, []string{"U1", "U5", "U6", "U2", "U3", "U7", "W8", "U9"}) {
		t.Errorf("%q", got)
	}
}
