package message

import (
	"strings"
	"testing"
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
