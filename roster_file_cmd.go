package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"baton/incident"
)

// rosterFile is roster.yaml, and roster --json: who there is to be called. Every key but handle and name may be left out.
type rosterFile struct {
	People  []rosterPerson `yaml:"people" json:"people"`
	Teams   []rosterTeam   `yaml:"teams" json:"teams"`
	Systems []rosterSystem `yaml:"systems" json:"systems"`
}

type rosterPerson struct {
	Handle string   `yaml:"handle" json:"handle"`
	Name   string   `yaml:"name" json:"name,omitempty"`
	Phone  string   `yaml:"phone" json:"phone,omitempty"`
	Email  string   `yaml:"email" json:"email,omitempty"`
	Zone   string   `yaml:"zone" json:"zone,omitempty"` // an IANA name
	Teams  []string `yaml:"teams" json:"teams,omitempty"`
	Since  string   `yaml:"since" json:"since,omitempty"` // the day on which they joined, 2021-03-01
}

type rosterTeam struct {
	Name   string   `yaml:"name" json:"name"`
	People []string `yaml:"people" json:"people,omitempty"`
	OnCall string   `yaml:"on_call" json:"on_call,omitempty"`
}

type rosterSystem struct {
	Name    string   `yaml:"name" json:"name"`
	Aliases []string `yaml:"aliases" json:"aliases,omitempty"`
	People  []string `yaml:"people" json:"people,omitempty"` // called first, in this order
	Team    string   `yaml:"team" json:"team,omitempty"`     // called after them
	Note    string   `yaml:"note" json:"note,omitempty"`
}

// rosterFaults is what cannot be used of a roster that could be read.
type rosterFaults []string

// Error is one fault a line.
func (f rosterFaults) Error() string { return strings.Join(f, "\n") }

// mostRosterBytes bounds the file: a roster of thousands of people is far smaller.
const mostRosterBytes = 4 << 20

// readRoster reads a roster strictly. No file is an empty roster; a file that is not one gives no roster and an error;
// one with faults gives what can be used of it and rosterFaults.
func readRoster(path string) (*incident.Roster, error) {
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &incident.Roster{}, nil
	case err != nil:
		return nil, fmt.Errorf("read the roster: %w", err)
	case len(text) > mostRosterBytes:
		return nil, fmt.Errorf("read the roster: %s has %d MB, at most %d are read", path, len(text)>>20, mostRosterBytes>>20)
	}
	f, parsed, err := decodeRoster(text)
	if err != nil {
		return nil, misread(path, err, parsed)
	}
	raw, faults := f.roster()
	roster, more := raw.Checked()
	var all rosterFaults
	for _, fault := range append(faults, more...) {
		all = append(all, path+position(parsed, fault.At)+": "+fault.Error())
	}
	if len(all) > 0 {
		return &roster, all
	}
	return &roster, nil
}

// decodeRoster reads the text. The console reads it while an incident runs, and go-yaml v1.19.2 panics on some text, such
// as a tag where a list should be.
func decodeRoster(text []byte) (f rosterFile, parsed *ast.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("this is no YAML that can be read: %v", r)
		}
	}()
	if parsed, err = parser.ParseBytes(text, 0); err != nil {
		return f, nil, err
	}
	return f, parsed, yaml.UnmarshalWithOptions(text, &f, yaml.Strict())
}

// roster makes the file's text safe and reads what is more than text: days and zones.
func (f *rosterFile) roster() (r incident.Roster, faults []incident.RosterFault) {
	fault := func(reason, instead, at string, args ...any) {
		faults = append(faults, incident.RosterFault{At: fmt.Sprintf(at, args...), Reason: reason, Instead: instead})
	}
	for k, p := range f.People {
		c := incident.Contact{
			Person: handleOf(p.Handle), Name: doorLine(p.Name), Phone: doorLine(p.Phone), Email: doorLine(p.Email), Teams: cleaned(p.Teams),
		}
		if p.Zone != "" {
			zone, err := time.LoadLocation(p.Zone)
			if err != nil || p.Zone == "Local" {
				fault(fmt.Sprintf("zone %q is not known here", p.Zone), "an IANA name such as Europe/Paris", "people[%d].zone", k)
				zone = nil
			}
			c.Zone = zone
		}
		if p.Since != "" {
			day, err := time.Parse(time.DateOnly, p.Since)
			if err != nil {
				fault(fmt.Sprintf("%q is not a day", p.Since), "2021-03-01", "people[%d].since", k)
			}
			c.Since = day
		}
		r.People = append(r.People, c)
	}
	for _, t := range f.Teams {
		r.Teams = append(r.Teams, incident.Team{Name: doorLine(t.Name), People: handlesOf(t.People), OnCall: doorLine(t.OnCall)})
	}
	for _, s := range f.Systems {
		r.Systems = append(r.Systems, incident.System{
			Name: doorLine(s.Name), Aliases: cleaned(s.Aliases), People: handlesOf(s.People), Team: doorLine(s.Team), Note: doorLine(s.Note),
		})
	}
	return r, faults
}

// handleOf reads a handle, with or without its @. What is none stays as it is, for the check to say so.
func handleOf(text string) incident.Person {
	if p, err := incident.ParsePerson(text); err == nil {
		return p
	}
	return incident.Person(doorLine(text))
}

func handlesOf(texts []string) []incident.Person {
	var all []incident.Person
	for _, text := range texts {
		all = append(all, handleOf(text))
	}
	return all
}

func cleaned(texts []string) []string {
	var all []string
	for _, text := range texts {
		all = append(all, doorLine(text))
	}
	return all
}

// misread says where a file is not what it should be, what stands there, and which key was perhaps meant.
func misread(path string, err error, parsed *ast.File) error {
	fault := yaml.Error(nil)
	if !errors.As(err, &fault) || fault.GetToken() == nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	at := fault.GetToken().Position
	text := fmt.Sprintf("%s:%d:%d: %s", path, at.Line, at.Column, fault.GetMessage())
	if errors.As(err, new(*yaml.TypeError)) {
		text = fmt.Sprintf("%s:%d:%d: this is not what the key takes", path, at.Line, at.Column)
	}
	if unknown := (*yaml.UnknownFieldError)(nil); errors.As(err, &unknown) && parsed != nil {
		keys := keysBeside(parsed, at.Line, at.Column)
		if near := incident.Near(fault.GetToken().Value, keys); len(near) > 0 {
			text += "; perhaps " + strings.Join(near, " or ")
		}
		text += "; keys here are " + strings.Join(keys, ", ")
	}
	_, excerpt, _ := strings.Cut(strings.TrimSpace(yaml.FormatError(err, false, true)), "\n")
	return errors.New(text + "\n" + excerpt)
}

// keysBeside are the keys that could stand at a place of the file.
func keysBeside(file *ast.File, line, column int) []string {
	list := ""
	ast.Walk(visitor(func(n ast.Node) {
		if t := n.GetToken(); t != nil && t.Position.Line == line && t.Position.Column == column {
			list, _, _ = strings.Cut(strings.TrimPrefix(n.GetPath(), "$."), "[")
		}
	}), file.Docs[0].Body)
	switch list {
	case "people":
		return keysOf(rosterPerson{})
	case "teams":
		return keysOf(rosterTeam{})
	case "systems":
		return keysOf(rosterSystem{})
	}
	return keysOf(rosterFile{})
}

// visitor calls itself for every node of a file.
type visitor func(ast.Node)

// Visit goes on into every node.
func (v visitor) Visit(n ast.Node) ast.Visitor {
	v(n)
	return v
}

// keysOf are the keys of a part of the file.
func keysOf(part any) []string {
	var keys []string
	for k := range reflect.TypeOf(part).NumField() {
		keys = append(keys, reflect.TypeOf(part).Field(k).Tag.Get("yaml"))
	}
	return keys
}

// position is where in the file something stands, as ":7:11", or what it would be in.
func position(file *ast.File, at string) string {
	for at != "" {
		if path, err := yaml.PathString("$." + at); err == nil {
			if n, err := path.FilterFile(file); err == nil && n != nil && firstToken(n) != nil {
				return fmt.Sprintf(":%d:%d", firstToken(n).Position.Line, firstToken(n).Position.Column)
			}
		}
		at = at[:max(strings.LastIndexAny(at, ".["), 0)]
	}
	return ""
}

// firstToken is what a part of the file begins with; that of a mapping would be its colon.
func firstToken(n ast.Node) *token.Token {
	switch n := n.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 {
			return n.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken()
	}
	return n.GetToken()
}

// watchedRoster reads a roster again when its file has changed. One caller at a time may read it.
type watchedRoster struct {
	path    string
	changed time.Time
	size    int64
	roster  *incident.Roster
	err     error
}

// read gives the same roster as the last time while the file is the same.
func (w *watchedRoster) read() (*incident.Roster, error) {
	var changed time.Time
	size := int64(-1)
	if info, err := os.Stat(w.path); err == nil {
		changed, size = info.ModTime(), info.Size()
	}
	if w.roster == nil && w.err == nil || !changed.Equal(w.changed) || size != w.size {
		w.changed, w.size = changed, size
		w.roster, w.err = readRoster(w.path)
	}
	return w.roster, w.err
}
