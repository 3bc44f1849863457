package demo

import (
	"time"

	"baton/incident"
)

// Roster is who can be called at the invented company. The numbers are of the ranges that France, the United Kingdom and
// North America keep for stories.
func Roster() (*incident.Roster, error) {
	paris, london, toronto, tokyo := zone("Europe/Paris"), zone("Europe/London"), zone("America/Toronto"), zone("Asia/Tokyo")
	r, faults := incident.Roster{
		People: []incident.Contact{
			{Person: "nadia", Name: "Nadia Brandt", Phone: "+33 1 99 00 11 20", Zone: paris, Since: on(2021, 9, 6)},
			{Person: "tomas", Name: "Tomas Lind", Phone: "+33 1 99 00 11 21", Zone: paris, Since: on(2022, 2, 1)},
			{Person: "lena", Name: "Lena Okoro", Phone: "+44 20 7946 0018", Zone: london, Since: on(2020, 5, 4)},
			{Person: "piet", Name: "Piet Aalto", Phone: "+44 20 7946 0102", Zone: london, Since: on(2019, 1, 14)},
			{Person: "sasha", Name: "Sasha Petrov", Phone: "+1 416 555 0123", Zone: toronto, Since: on(2021, 3, 1)},
			{Person: "ruth", Name: "Ruth Feld", Phone: "+33 1 99 00 11 44", Zone: paris, Since: on(2017, 10, 2)},
			{Person: "mia", Name: "Mia Castell", Phone: "+44 20 7946 0077", Email: "mia@company.example", Zone: london, Since: on(2018, 6, 11)},
			{Person: "omar", Name: "Omar Haddad", Phone: "+33 1 99 00 11 52", Zone: paris, Since: on(2019, 11, 18)},
			{Person: "ines", Name: "Ines Moreau", Phone: "+33 1 99 00 11 53", Zone: paris, Since: on(2020, 8, 24)},
			{Person: "jonas", Name: "Jonas Weiss", Phone: "+33 1 99 00 11 60", Zone: paris},
			{Person: "yuki", Name: "Yuki Tanabe", Phone: "+44 20 7946 0190", Zone: tokyo, Since: on(2021, 4, 5)},
		},
		Teams: []incident.Team{
			{Name: "lists", People: []incident.Person{"ruth", "nadia", "tomas"}, OnCall: "the rota of lists, weekdays 9:00 to 18:00 in Paris"},
			{Name: "sre", People: []incident.Person{"piet", "sasha", "yuki"}, OnCall: "always somebody: Piet by day, Yuki by night"},
			{Name: "commanders", People: []incident.Person{"ruth", "omar", "ines"}},
			{Name: "communications", People: []incident.Person{"mia"}},
		},
		Systems: []incident.System{
			{Name: "importer", Aliases: []string{"imports", "workers"}, Team: "lists", Note: "https://wiki.example/playbooks/imports"},
			{Name: "queue", Aliases: []string{"redis"}, People: []incident.Person{"lena"}, Team: "sre"},
			{Name: "dns", Aliases: []string{"resolver"}, Team: "sre", Note: "https://wiki.example/playbooks/dns"},
			{Name: "billing", People: []incident.Person{"jonas"}},
		},
	}.Checked()
	if len(faults) > 0 {
		return nil, faults[0]
	}
	return &r, nil
}

func on(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// zone is a zone by its name; nil on a machine that does not know it.
func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return z
}
