package incident

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func aRoster() Roster {
	return Roster{
		People: []Contact{
			{Person: "omar", Name: "Omar Haddad", Phone: "+33 1 99 00 12 34"},
			{Person: "lena", Teams: []string{"Network"}},
			{Person: "ines"},
		},
		Teams: []Team{{Name: "data", People: []Person{"omar", "ines"}}, {Name: "network", OnCall: "ask the rota"}},
		Systems: []System{
			{Name: "Importer", Aliases: []string{"list import"}, People: []Person{"ines"}, Team: "data"},
			{Name: "resolver", Aliases: []string{"DNS"}, Team: "NETWORK"},
			{Name: "mail relay", People: []Person{"omar"}},
		},
	}
}

func TestWhoFor(t *testing.T) {
	r, faults := aRoster().Checked()
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for name, want := range map[string]string{
		"importer": "ines omar", "LIST IMPORT": "ines omar", " dns ": "lena", "data": "omar ines", "Network": "lena",
		"mail relay": "omar", "mail": "", "": "",
	} {
		var got []string
		for _, c := range r.WhoFor(name) {
			got = append(got, string(c.Person))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("for %q %v are called, not %s", name, got, want)
		}
	}
	if c := r.WhoFor("mail relay")[0]; c.Phone != "+33 1 99 00 12 34" {
		t.Errorf("%+v", c)
	}
}

func TestNearNamesOfTheRoster(t *testing.T) {
	r, _ := aRoster().Checked()
	for typed, want := range map[string]string{"importr": "Importer", "resol": "resolver", "netwrok": "network", "list-import": "list import", "zebra": ""} {
		if got := strings.Join(r.Near(typed), " "); got != want {
			t.Errorf("%q is near %q, not %q", typed, got, want)
		}
	}
}

func TestServices(t *testing.T) {
	r := Roster{Systems: []System{{Name: "Importer", Aliases: []string{"imports"}}, {Name: "mail relay"}, {Name: "all"}, {Name: "dns"}}}
	if got := r.Services(); !slices.Equal(got, []string{"importer", "dns"}) {
		t.Errorf("%v", got)
	}
}

func TestTeamsOfAPerson(t *testing.T) {
	r, _ := aRoster().Checked()
	for p, want := range map[Person]string{"omar": "data", "lena": "network", "nobody": ""} {
		if got := strings.Join(r.TeamsOf(p), " "); got != want {
			t.Errorf("%s is in %q, not %q", p, got, want)
		}
	}
}

// TestFaultsOfARoster: each fault is named with its place, and costs no more than what it is in.
func TestFaultsOfARoster(t *testing.T) {
	for want, change := range map[string]func(*Roster){
		"people[1].handle: @omar is listed twice":             func(r *Roster) { r.People[1].Person = "omar" },
		"people[1].handle: the handle is missing":             func(r *Roster) { r.People[1].Person = "" },
		`people[1].handle: "L ena" is not a handle`:           func(r *Roster) { r.People[1].Person = "L ena" },
		"people[0].phone: the phone holds control characters": func(r *Roster) { r.People[0].Phone = "\x1b[2J" },
		"people[0].name: the name has 300 characters":         func(r *Roster) { r.People[0].Name = strings.Repeat("x", 300) },
		"people[0].email: the email has more than one line":   func(r *Roster) { r.People[0].Email = "a\nb" },
		"people[0].since: that year":                          func(r *Roster) { r.People[0].Since = time.Date(9, 1, 1, 0, 0, 0, 0, time.UTC) },
		`people[1].teams[0]: there is no team "netwrok"; instead: network`: func(r *Roster) {
			r.People[1].Teams = []string{"netwrok"}
		},
		`teams[0].people[1]: "inse" is not among the people; instead: ines`: func(r *Roster) { r.Teams[0].People[1] = "inse" },
		`teams[1].name: there are two teams "Data"`:                         func(r *Roster) { r.Teams[1].Name = "Data" },
		"teams[1].name: the name of the team is missing":                    func(r *Roster) { r.Teams[1].Name = "" },
		"teams[1].on_call: the note holds control":                          func(r *Roster) { r.Teams[1].OnCall = "\u202e" },
		`systems[1].name: "list import" means the system "Importer" already`: func(r *Roster) {
			r.Systems[1].Name = "list import"
		},
		`systems[1].aliases[0]: "importer" means the system "Importer" already`: func(r *Roster) {
			r.Systems[1].Aliases[0] = "importer"
		},
		`systems[1].aliases[0]: "Resolver" is a name of it already`: func(r *Roster) { r.Systems[1].Aliases[0] = "Resolver" },
		`systems[0].team: there is no team "dat"; instead: data`:    func(r *Roster) { r.Systems[0].Team = "dat" },
		`systems[2]: nobody is to be called for "mail relay"`:       func(r *Roster) { r.Systems[2].People = nil },
		"people: 2003 are listed, at most 2000 fit": func(r *Roster) {
			for k := range 2000 {
				r.People = append(r.People, Contact{Person: Person(fmt.Sprint("p", k))})
			}
		},
	} {
		raw := aRoster()
		change(&raw)
		good, faults := raw.Checked()
		if len(faults) == 0 || !strings.HasPrefix(faults[0].Error(), want) {
			t.Errorf("%v, not %s", faults, want)
		}
		if again, more := good.Checked(); len(again.People) != len(good.People) || len(again.Systems) != len(good.Systems) ||
			slices.ContainsFunc(more, func(f RosterFault) bool { return !strings.Contains(f.Error(), "nobody is to be called") }) {
			t.Errorf("what is kept after %s has faults: %v", want, more)
		}
		if len(good.People) < 2 || len(good.Systems) < 2 || len(good.Teams) < 1 {
			t.Errorf("%s cost too much: %+v", want, good)
		}
	}
}
