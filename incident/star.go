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
	if i.Amendments[o.Entry].Starred == !o.Off {
		return nil, refusef(fmt.Sprintf("%s %d", map[bool]string{true: "star", false: "unstar"}[o.Off], o.Entry),
			"entry %d is that way already", o.Entry)
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
	if slices.Contains(i.Amendments[o.Entry].Tags, o.Tag) == !o.Off {
		return nil, refusef(fmt.Sprintf("%s %d %s", map[bool]string{true: "tag", false: "untag"}[o.Off], o.Entry, o.Tag),
			"entry %d is that way already", o.Entry)
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
