package demo

import "testing"

// TestTheRosterIsOfTheStory: it has no faults, and everybody who speaks can be called.
func TestTheRosterIsOfTheStory(t *testing.T) {
	r, err := Roster()
	if err != nil {
		t.Fatal(err)
	}
	steps, err := readScript(afternoon)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range steps {
		if c, ok := r.Contact(s.who); !ok || c.Phone == "" {
			t.Errorf("%s speaks at %s and cannot be called", s.who, s.at)
		}
	}
	if len(r.WhoFor("workers")) != 3 {
		t.Errorf("%v", r.WhoFor("workers"))
	}
}
