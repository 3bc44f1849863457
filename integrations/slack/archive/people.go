package archive

import (
	"strings"

	"baton/incident"
	"baton/integrations/clean"
)

// person is somebody who speaks in an export.
type person struct {
	id     string
	handle incident.Person
	name   string // the display name, "" where the handle says it all
	bot    bool
}

// directory knows the people of a workspace by their id. It is not changed once it is read, so that workers share it.
type directory struct {
	byID    map[string]person
	handles map[incident.Person]string // whose handle it is
	listed  int                        // people in users.json
}

// maxHandle is what the grammar allows a handle to have, in bytes.
const maxHandle = 80

// handleOf makes a handle that people can type: lower case, letters, digits, dots, dashes and underscores.
func handleOf(name string) incident.Person {
	name = strings.ToLower(clean.Line(strings.TrimPrefix(name, "@")))
	handle := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_' || r >= 0x80 && isLetter(r) {
			return r
		}
		return '_'
	}, name)
	return incident.Person(clip(strings.Trim(handle, "_"), maxHandle))
}

func newDirectory() directory {
	return directory{byID: map[string]person{}, handles: map[incident.Person]string{}}
}

// add takes one entry of users.json. Two people with one handle stay two: the later one gets the id behind it.
func (d *directory) add(p person) {
	if _, again := d.byID[p.id]; again {
		return
	}
	d.listed++
	if _, taken := d.handles[p.handle]; taken {
		p.handle = incident.Person(clip(string(p.handle), maxHandle-len(p.id)-1) + "." + strings.ToLower(p.id))
	}
	d.byID[p.id], d.handles[p.handle] = p, p.id
}

// readPerson reads one entry of users.json. An entry without a usable id is none.
func readPerson(r *jsonReader) (person, bool) {
	var p person
	var handle, real string
	var names profile
	r.fields(func(key []byte) {
		switch string(key) {
		case "id":
			p.id = r.text()
		case "name":
			handle = r.text()
		case "real_name":
			real = r.text()
		case "is_bot":
			p.bot = r.truth()
		case "profile":
			names = readProfile(r)
		default:
			r.skip()
		}
	})
	if !isID(p.id) {
		return p, false
	}
	p.handle, p.name = handleOf(first(handle, p.id)), displayName(names.display, names.real, real)
	if p.handle == "" {
		p.handle = handleOf(p.id)
	}
	if p.name == string(p.handle) {
		p.name = ""
	}
	return p, true
}

// profile is what a person calls themselves; messages of an export may carry one too.
type profile struct{ handle, display, real string }

func readProfile(r *jsonReader) profile {
	var p profile
	r.fields(func(key []byte) {
		switch string(key) {
		case "name":
			p.handle = r.text()
		case "display_name":
			p.display = r.text()
		case "real_name":
			p.real = r.text()
		default:
			r.skip()
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
func (d *directory) find(id string, p profile) person {
	if known, ok := d.byID[id]; ok {
		return known
	}
	if !isID(id) {
		return person{handle: handleOf(clip(id, maxHandle))}
	}
	own := handleOf(p.handle)
	if _, taken := d.handles[own]; taken || own == "" {
		own = handleOf(id)
	}
	name := displayName(p.display, p.real)
	if name == string(own) {
		name = ""
	}
	return person{id: id, handle: own, name: name}
}

// bot gives the person that a program speaks as. It never passes for somebody who is listed.
func (d *directory) bot(id, name string) person {
	name = displayName(name)
	handle := handleOf(first(name, id))
	if handle == "" {
		handle = "bot"
	}
	if _, taken := d.handles[handle]; taken {
		handle = incident.Person(clip(string(handle), maxHandle-4) + ".bot")
	}
	if name == string(handle) {
		name = ""
	}
	return person{id: id, handle: handle, name: name, bot: true}
}
