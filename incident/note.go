package incident

import (
	"net/url"
	"strings"
)

// Note writes something down.
type Note struct{ Text string }

// NoteTaken is the fact of it.
type NoteTaken struct {
	Text string `json:"text"`
}

func (o Note) decide(*Incident, Given) ([]Fact, error) {
	if err := checkText(o.Text, "note", maxProse, "note the queue has stopped growing"); err != nil {
		return nil, err
	}
	return []Fact{NoteTaken(o)}, nil
}

// Kind is note_taken.
func (NoteTaken) Kind() Kind { return "note_taken" }

// Tell is the note.
func (f NoteTaken) Tell(*Incident) string { return f.Text }

func (f NoteTaken) apply(*Incident, *Event) error { return nil }

// AddLink keeps a link to a dashboard, a pull request or a playbook.
type AddLink struct{ URL, Title string }

// LinkAdded is the fact of it.
type LinkAdded struct {
	URL   string `json:"url"`
	Title string `json:"title,omitzero"`
}

func (o AddLink) decide(*Incident, Given) ([]Fact, error) {
	const example = "link https://grafana.example/d/imports the import dashboard"
	if err := checkOptional(o.Title, "title", maxLine, example); err != nil {
		return nil, err
	}
	if err := checkName(o.URL, "link", maxLine, example); err != nil {
		return nil, err
	}
	u, err := url.Parse(o.URL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.ContainsAny(o.URL, " \n\t") {
		return nil, refuse(quoted(o.URL)+" is not a web link", example)
	}
	return []Fact{LinkAdded(o)}, nil
}

// Kind is link_added.
func (LinkAdded) Kind() Kind { return "link_added" }

// Tell is the title and the address.
func (f LinkAdded) Tell(*Incident) string { return strings.TrimSpace(f.Title + " " + f.URL) }

func (f LinkAdded) apply(*Incident, *Event) error { return nil }

// Observe writes down an entry that somebody kept elsewhere, such as a row of a spreadsheet. Sort is that source's own
// word for what kind of entry it is.
type Observe struct{ Sort, Text string }

// EntryObserved is the fact of it.
type EntryObserved struct {
	Sort string `json:"sort,omitzero"`
	Text string `json:"text"`
}

func (o Observe) decide(*Incident, Given) ([]Fact, error) {
	if err := checkText(o.Text, "text", maxProse, "note and what happened"); err != nil {
		return nil, err
	}
	if err := checkOptional(o.Sort, "kind", 100, "deploy"); err != nil {
		return nil, err
	}
	return []Fact{EntryObserved(o)}, nil
}

// Kind is entry_observed.
func (EntryObserved) Kind() Kind { return "entry_observed" }

// Tell is the text, after its source's own word for it.
func (f EntryObserved) Tell(*Incident) string {
	if f.Sort == "" {
		return f.Text
	}
	return f.Sort + ": " + f.Text
}

func (f EntryObserved) apply(*Incident, *Event) error { return nil }
