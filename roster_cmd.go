package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"baton/incident"
)

func (a *app) rosterCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "roster", Short: "Show who there is to be called, and for what", Args: cobra.NoArgs,
		Long: "roster shows the people, teams and systems of " + rosterName + ", which stands beside " + configName + ".",
		RunE: func(c *cobra.Command, _ []string) error {
			r, file, err := a.roster(c.ErrOrStderr())
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(listedRoster(r))
			}
			return printRoster(c.OutOrStdout(), c.ErrOrStderr(), r, file)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as an object of people, teams and systems")
	c.AddCommand(a.rosterCheckCommand(), a.rosterWhoCommand())
	return c
}

func (a *app) rosterCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: "Say what is wrong in the roster, and where", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			set, err := a.settings()
			if err != nil {
				return err
			}
			r, err := readRoster(set.roster)
			if err != nil {
				return err
			}
			if _, err := os.Stat(set.roster); err != nil {
				fmt.Fprintf(c.OutOrStdout(), "%s is not there yet, which is fine; nobody can be called by it\n", set.roster)
				return nil
			}
			fmt.Fprintf(c.OutOrStdout(), "%s is in order: people %d, teams %d, systems %d\n", set.roster, len(r.People), len(r.Teams), len(r.Systems))
			return nil
		},
	}
}

func (a *app) rosterWhoCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "who SYSTEM", Short: "Say whom to call for a system or a team, first to last", Args: cobra.MinimumNArgs(1),
		Example: "baton roster who importer",
		RunE: func(c *cobra.Command, args []string) error {
			r, _, err := a.roster(c.ErrOrStderr())
			if err != nil {
				return err
			}
			name := strings.Join(args, " ")
			people := r.WhoFor(name)
			if len(people) == 0 {
				return nobodyFor(r, name)
			}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(called(r, people, time.Now()))
			}
			return printWho(c.OutOrStdout(), r, name, called(r, people, time.Now()))
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as an array of people, first to last")
	return c
}

// roster reads what can be used of the roster, and says on w that there are faults. They do not stand in the way of a
// telephone number.
func (a *app) roster(w io.Writer) (r *incident.Roster, file string, err error) {
	set, err := a.settings()
	if err != nil {
		return nil, "", err
	}
	r, err = readRoster(set.roster)
	if faults := rosterFaults(nil); errors.As(err, &faults) {
		fmt.Fprintf(w, "baton: the roster has faults (%d); baton roster check names them\n", len(faults))
		err = nil
	}
	return r, set.roster, err
}

// nobodyFor says why there is nobody to call, and what was perhaps meant.
func nobodyFor(r *incident.Roster, name string) error {
	_, isSystem := r.System(name)
	_, isTeam := r.Team(name)
	switch near := r.Near(name); {
	case isSystem || isTeam:
		return fmt.Errorf("the roster names nobody to call for %q", name)
	case len(near) > 0:
		return fmt.Errorf("the roster has no system or team %q; perhaps %s", name, strings.Join(near, ", or "))
	}
	return fmt.Errorf("the roster has no system or team %q; baton roster lists them", name)
}

// calledPerson is a person in roster who --json. The names are documented and stay.
type calledPerson struct {
	rosterPerson
	LocalTime string `json:"local_time,omitempty"` // where they are, with the offset from UTC
	there     string
}

func called(r *incident.Roster, people []incident.Contact, now time.Time) []calledPerson {
	var all []calledPerson
	for _, c := range people {
		p := calledPerson{rosterPerson: listedContact(r, c)}
		if c.Zone != nil {
			p.LocalTime, p.there = now.In(c.Zone).Format(time.RFC3339), now.In(c.Zone).Format("Mon 15:04 MST")
		}
		all = append(all, p)
	}
	return all
}

// listedContact is a person with all teams that they are in, whichever side says so.
func listedContact(r *incident.Roster, c incident.Contact) rosterPerson {
	p := rosterPerson{Handle: string(c.Person), Name: c.Name, Phone: c.Phone, Email: c.Email, Teams: r.TeamsOf(c.Person)}
	if c.Zone != nil {
		p.Zone = c.Zone.String()
	}
	if !c.Since.IsZero() {
		p.Since = c.Since.Format(time.DateOnly)
	}
	return p
}

// wholeRoster is roster --json: the file with what follows from it. The names are documented and stay.
type wholeRoster struct {
	People  []rosterPerson `json:"people"`
	Teams   []rosterTeam   `json:"teams"`
	Systems []calledSystem `json:"systems"`
}

type calledSystem struct {
	rosterSystem
	Call []string `json:"call"` // first to last
}

func listedRoster(r *incident.Roster) wholeRoster {
	all := wholeRoster{People: []rosterPerson{}, Teams: []rosterTeam{}, Systems: []calledSystem{}}
	for _, c := range r.People {
		all.People = append(all.People, listedContact(r, c))
	}
	for _, t := range r.Teams {
		all.Teams = append(all.Teams, rosterTeam{Name: t.Name, People: handles(r.Members(t)), OnCall: t.OnCall})
	}
	for _, s := range r.Systems {
		var people []string
		for _, p := range s.People {
			people = append(people, string(p))
		}
		all.Systems = append(all.Systems, calledSystem{
			rosterSystem: rosterSystem{Name: s.Name, Aliases: s.Aliases, People: people, Team: s.Team, Note: s.Note},
			Call:         handles(r.CallFor(s)),
		})
	}
	return all
}

func handles(people []incident.Contact) []string {
	all := []string{}
	for _, c := range people {
		all = append(all, string(c.Person))
	}
	return all
}

func printRoster(w, hints io.Writer, r *incident.Roster, file string) error {
	if len(r.People)+len(r.Teams)+len(r.Systems) == 0 {
		fmt.Fprintf(hints, "nobody is in the roster yet; %s would hold it, and the README shows one\n", file)
		return nil
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	all := listedRoster(r)
	fmt.Fprintln(t, "HANDLE\tNAME\tPHONE\tEMAIL\tZONE\tTEAMS\tSINCE")
	for _, p := range all.People {
		fmt.Fprintf(t, "@%s\t%s\t%s\t%s\t%s\t%s\t%s\n", p.Handle, p.Name, p.Phone, p.Email, p.Zone, strings.Join(p.Teams, ", "), p.Since)
	}
	if len(all.Teams) > 0 {
		fmt.Fprintln(t, "\nTEAM\tPEOPLE\tON CALL")
	}
	for _, team := range all.Teams {
		fmt.Fprintf(t, "%s\t%s\t%s\n", team.Name, atNames(team.People), team.OnCall)
	}
	if len(all.Systems) > 0 {
		fmt.Fprintln(t, "\nSYSTEM\tALSO\tCALL\tNOTE")
	}
	for _, s := range all.Systems {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", s.Name, strings.Join(s.Aliases, ", "), atNames(s.Call), s.Note)
	}
	return t.Flush()
}

func atNames(handles []string) string {
	var all []string
	for _, h := range handles {
		all = append(all, "@"+h)
	}
	return strings.Join(all, ", ")
}

// printWho lists whom to call, and below them what the roster says of the system and its team.
func printWho(w io.Writer, r *incident.Roster, name string, people []calledPerson) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "CALL\tHANDLE\tNAME\tPHONE\tTEAM\tTHERE")
	for k, p := range people {
		fmt.Fprintf(t, "%d\t@%s\t%s\t%s\t%s\t%s\n", k+1, p.Handle, p.Name, p.Phone, strings.Join(p.Teams, ", "), p.there)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	system, isSystem := r.System(name)
	team, _ := r.Team(name)
	if isSystem {
		team, _ = r.Team(system.Team)
	}
	if team.OnCall != "" {
		fmt.Fprintf(w, "on call: %s\n", team.OnCall)
	}
	if system.Note != "" {
		fmt.Fprintf(w, "note: %s\n", system.Note)
	}
	return nil
}
