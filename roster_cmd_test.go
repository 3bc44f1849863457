package main

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/clean"
)

func writeRoster(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestTheRosterIsReadAnew: the same roster, by pointer, while its file is the same.
func TestTheRosterIsReadAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), rosterName)
	w := &watchedRoster{path: path}
	read := func() *incident.Roster {
		t.Helper()
		r, _ := w.read()
		return r
	}
	none := read()
	if len(none.People) != 0 || read() != none {
		t.Error("no file is not one empty roster")
	}
	writeRoster(t, path, "people: [{handle: omar}]\n")
	first := read()
	if len(first.People) != 1 || read() != first {
		t.Errorf("%+v", first)
	}
	writeRoster(t, path, "people: [{handle: lena}]\n")
	if err := os.Chtimes(path, time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if second := read(); second == first || second.People[0].Person != "lena" {
		t.Errorf("%+v", second)
	}
	writeRoster(t, path, "people: [{handle: lena}, {handel: omar}]\n")
	if r, err := w.read(); r != nil || err == nil {
		t.Errorf("a roster with an unknown key gives %+v, %v", r, err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if r := read(); r == nil || len(r.People) != 0 {
		t.Errorf("%+v", r)
	}
}

// FuzzRoster: no file ends the program, and nothing comes out of one that a terminal would obey.
func FuzzRoster(f *testing.F) {
	for _, text := range []string{
		"people:\n  - handle: omar\n    zone: Europe/Paris\n    since: 2021-03-01\nteams:\n  - name: data\n    people: [omar]\nsystems:\n  - name: importer\n    aliases: [a, b]\n    team: data\n",
		"people: [{handle: omar, name: \"\\e[2J\\x07\"}]", "people: &a [*a]", "a: &a [x]\nb: *a", "people:\n  - handle: [a", "peopel: 1", "- 1", "# nothing", "%", "people: {}", "---\n---\n", "people:\n  - teams: !00", "people:\n- ? a\n  : b",
	} {
		f.Add(text)
	}
	path := filepath.Join(f.TempDir(), rosterName)
	f.Fuzz(func(t *testing.T, text string) {
		writeRoster(t, path, text)
		r, err := readRoster(path)
		if err == nil && r == nil {
			t.Fatal("neither a roster nor an error")
		}
		if r == nil {
			return
		}
		for _, p := range r.People {
			for _, s := range append([]string{string(p.Person), p.Name, p.Phone, p.Email}, p.Teams...) {
				if clean.Line(s) != s {
					t.Errorf("%q is not clean", s)
				}
			}
		}
		for _, s := range r.Systems {
			for _, text := range append([]string{s.Name, s.Team, s.Note}, s.Aliases...) {
				if clean.Line(text) != text {
					t.Errorf("%q is not clean", text)
				}
			}
		}
		if again, faults := r.Checked(); len(faults) == 0 && !reflect.DeepEqual(again, *r) {
			t.Errorf("%+v checked again is %+v", *r, again)
		}
	})
}
