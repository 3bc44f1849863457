package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Star marks an entry for the post-mortem, or takes the mark away.
type Star struct {
	Entry uint64
	Off   bool
}

// EntryStarred is the fact of it.
type EntryStarred struct {
	Entry uint64 `json:"entry"`
	Off   bool   `json:"off,omitzero"`
}

func (o Star) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := i.entry(o.Entry, "star"); err != nil {
		return nil, err
	}
	switch starred := i.Amendments[o.Entry].Starred; {
	case starred && !o.Off:
		return nil, refusef(fmt.Sprintf("unstar %d", o.Entry), "entry %d is starred already", o.Entry)
	case !starred && o.Off:
		return nil, refusef(fmt.Sprintf("star %d", o.Entry), "entry %d is not starred", o.Entry)
	}
	return []Fact{EntryStarred(o)}, nil
}

// Kind is entry_starred.
func (EntryStarred) Kind() Kind { return "entry_starred" }

// Tell names the entry.
func (f EntryStarred) Tell(*Incident) string {
	if f.Off {
		return fmt.Sprintf("entry %d is no longer starred", f.Entry)
	}
	return fmt.Sprintf("entry %d starred", f.Entry)
}

func (f EntryStarred) apply(i *Incident, e *Event) error {
	i.amend(f.Entry, e, func(a *Amendment) { a.Starred = !f.Off })
	return nil
}

const maxTag = 40

// Tag puts a word on an entry by which it is found, or takes it away.
type Tag struct {
	Entry uint64
	Tag   string
	Off   bool
}

// EntryTagged is the fact of it.
type EntryTagged struct {
	Entry uint64 `json:"entry"`
	Tag   string `json:"tag"`
	Off   bool   `json:"off,omitzero"`
}

func (o Tag) decide(i *Incident, _ Given) ([]Fact, error) {
	o.Tag = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(o.Tag), "#"))
	if o.Tag == "" || len(o.Tag) > maxTag || !isClean(o.Tag) || strings.IndexFunc(o.Tag, notOfHandle) >= 0 {
		return nil, refuse(quoted(o.Tag)+" is not a tag, which is one word", "tag 12 detection")
	}
	if err := i.entry(o.Entry, "tag"); err != nil {
		return nil, err
	}
	switch tagged := slices.Contains(i.Amendments[o.Entry].Tags, o.Tag); {
	case tagged && !o.Off:
		return nil, refusef(fmt.Sprintf("untag %d %s", o.Entry, o.Tag), "entry %d is tagged #%s already", o.Entry, o.Tag)
	case !tagged && o.Off:
		return nil, refusef(fmt.Sprintf("tag %d %s", o.Entry, o.Tag), "entry %d is not tagged #%s", o.Entry, o.Tag)
	}
	return []Fact{EntryTagged(o)}, nil
}

// Kind is entry_tagged.
func (EntryTagged) Kind() Kind { return "entry_tagged" }

// Tell names the entry and the tag.
func (f EntryTagged) Tell(*Incident) string {
	if f.Off {
		return fmt.Sprintf("entry %d is no longer tagged #%s", f.Entry, f.Tag)
	}
	return fmt.Sprintf("entry %d tagged #%s", f.Entry, f.Tag)
}

func (f EntryTagged) apply(i *Incident, e *Event) error {
	i.amend(f.Entry, e, func(a *Amendment) {
		tags := slices.DeleteFunc(slices.Clone(a.Tags), func(t string) bool { return t == f.Tag })
		if !f.Off {
			tags = append(tags, f.Tag)
			slices.Sort(tags)
		}
		a.Tags = tags
	})
	return nil
}
