package message

import (
	"cmp"
	"strings"
	"sync"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/slack/lenient"
)

// Person is somebody who speaks in a channel.
type Person struct {
	ID     string
	Handle incident.Person
	Name   string // the display name, "" where the handle says it all
	Bot    bool
}

// People knows the people of a workspace by their id. It is safe for concurrent use, also while it grows.
type People struct {
	mu      sync.RWMutex
	byID    map[string]Person
	handles map[incident.Person]string // whose handle it is
}

// MaxHandle is what the grammar allows a handle to have, in bytes.
const MaxHandle = 80

// HandleOf makes a handle that people can type: lower case, letters, digits, dots, dashes and underscores.
func HandleOf(name string) incident.Person {
	name = strings.ToLower(clean.Line(strings.TrimPrefix(name, "@")))
	handle := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_' || r >= 0x80 && isLetter(r) {
			return r
		}
		return '_'
	}, name)
	return incident.Person(Clip(strings.Trim(handle, "_"), MaxHandle))
}

// NewPeople knows nobody yet.
func NewPeople() *People {
	return &People{byID: map[string]Person{}, handles: map[incident.Person]string{}}
}

// Add takes one entry of users.json. Two people with one handle stay two: the later one gets the id behind it.
func (d *People) Add(p Person) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, again := d.byID[p.ID]; again {
		return
	}
	if _, taken := d.handles[p.Handle]; taken {
		p.Handle = incident.Person(Clip(string(p.Handle), MaxHandle-len(p.ID)-1) + "." + strings.ToLower(p.ID))
	}
	d.byID[p.ID], d.handles[p.Handle] = p, p.ID
}

// Known gives the person that was added with an id.
func (d *People) Known(id string) (p Person, ok bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	p, ok = d.byID[id]
	return p, ok
}

// ID gives the id of the person who was added and goes by a handle.
func (d *People) ID(handle incident.Person) (id string, ok bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	id, ok = d.handles[handle]
	return id, ok
}

// Listed is how many people were added.
func (d *People) Listed() int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return len(d.byID)
}

// ReadPerson reads one entry of users.json. An entry without a usable id is none.
func ReadPerson(r *lenient.Reader) (Person, bool) {
	var p Person
	var handle, real string
	var names profile
	r.Fields(func(key []byte) {
		switch string(key) {
		case "id":
			p.ID = r.Text()
		case "name":
			handle = r.Text()
		case "real_name":
			real = r.Text()
		case "is_bot":
			p.Bot = r.Truth()
		case "profile":
			names = readProfile(r)
		default:
			r.Skip()
		}
	})
	if !IsID(p.ID) {
		return p, false
	}
	p.Handle, p.Name = HandleOf(cmp.Or(handle, p.ID)), displayName(names.display, names.real, real)
	if p.Handle == "" {
		p.Handle = HandleOf(p.ID)
	}
	if p.Name == string(p.Handle) {
		p.Name = ""
	}
	return p, true
}

// profile is what a person calls themselves; messages of an export may carry one too.
type profile struct{ handle, display, real string }

func readProfile(r *lenient.Reader) profile {
	var p profile
	r.Fields(func(key []byte) {
		switch string(key) {
		case "name":
			p.handle = r.Text()
		case "display_name":
			p.display = r.Text()
		case "real_name":
			p.real = r.Text()
		default:
			r.Skip()
		}
	})
	return p
}

// maxName is what the record allows a display name to have, in characters.
const maxName = 200

func displayName(candidates ...string) string {
	for _, c := range candidates {
		if name := clean.Title(c, maxName); name != "" {
			name, _ = clean.Secrets(name)
			return name
		}
	}
	return ""
}

// find gives the person with an id. One who is not listed keeps the id, or the name that the message gives.
func (d *People) find(id string, p profile) Person {
	if known, ok := d.Known(id); ok {
		return known
	}
	if !IsID(id) {
		return Person{Handle: HandleOf(Clip(id, MaxHandle))}
	}
	own := HandleOf(p.handle)
	if _, taken := d.ID(own); taken || own == "" {
		own = HandleOf(id)
	}
	name := displayName(p.display, p.real)
	if name == string(own) {
		name = ""
	}
	return Person{ID: id, Handle: own, Name: name}
}

// bot gives the person that a program speaks as. It never passes for somebody who is listed.
func (d *People) bot(id, name string) Person {
	name = displayName(name)
	handle := HandleOf(cmp.Or(name, id))
	if handle == "" {
		handle = "bot"
	}
	if _, taken := d.ID(handle); taken {
		handle = incident.Person(Clip(string(handle), MaxHandle-4) + ".bot")
	}
	if name == string(handle) {
		name = ""
	}
	return Person{ID: id, Handle: handle, Name: name, Bot: true}
}
