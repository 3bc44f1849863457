package archive

import (
	"context"
	"fmt"
	"slices"

	"baton/integrations/slack/lenient"
	"baton/integrations/slack/message"
	"baton/integrations/slack/mrkdwn"
)

// Archive is an open export.
type Archive struct {
	path     string
	src      source
	people   *message.People
	channels []*Channel
	names    mrkdwn.Names
	faults   *faultList
}

// Open opens a ZIP or a folder and reads who and which channels are in it. The error says in one sentence what the path
// is instead of an export. What is broken inside is no error: the report of Import names it.
func Open(path string) (*Archive, error) {
	a := &Archive{path: path, faults: &faultList{}}
	if err := a.open(path); err != nil {
		return nil, fmt.Errorf("open the Slack export %s: %w", message.Label(path), err)
	}
	return a, nil
}

func (a *Archive) open(path string) (err error) {
	if a.src, err = openSource(path, a.faults); err != nil {
		return err
	}
	l, err := lay(a.src.files, a.faults)
	if err != nil {
		_ = a.src.close()
		return err
	}
	a.src.files = nil
	a.readUsers(l)
	a.readChannels(l)
	a.names = a.namesIn()
	return nil
}

// Close releases the file. Imports must have ended.
func (a *Archive) Close() error { return a.src.close() }

// Channels are the conversations that have messages, by name. They must not be changed.
func (a *Archive) Channels() []*Channel { return slices.Clone(a.channels) }

func (a *Archive) readUsers(l layout) {
	a.people = message.NewPeople()
	for _, name := range []string{"users.json", "org_users.json"} {
		f, ok := l.named[name]
		if !ok {
			continue
		}
		var p message.Person
		readList(f, "users", a.faults, func(r *lenient.Reader) (ok bool) {
			p, ok = message.ReadPerson(r)
			return ok
		}, func() { a.people.Add(p) })
	}
	if _, ok := l.named["users.json"]; !ok {
		a.faults.add("users.json", "it is missing: people go by the names in their messages, or by their ids")
	}
}

// namesIn says what ids in a text stand for. Who and what is not listed keeps the label that the text brings.
func (a *Archive) namesIn() mrkdwn.Names {
	channels := make(map[string]string, len(a.channels))
	for _, c := range a.channels {
		channels[c.ID] = c.Name
	}
	return mrkdwn.Names{
		Person: func(id string) string {
			p, _ := a.people.Known(id)
			return string(p.Handle)
		},
		Channel: func(id string) string { return channels[id] },
	}
}

// Counted is a channel and how many messages it has.
type Counted struct {
	*Channel
	Messages int
}

// Count reads the whole export for how many messages each channel has.
func (a *Archive) Count(ctx context.Context) ([]Counted, error) {
	counted := make([]Counted, len(a.channels))
	var jobs []job
	for k, c := range a.channels {
		counted[k].Channel = c
		for _, f := range c.days {
			jobs = append(jobs, job{place: k, file: f, read: func() *day { return countDay(f) }})
		}
	}
	err := newPipeline().run(ctx, jobs, func(j job, d *day) error {
		counted[j.place].Messages += d.read
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count the messages of %s: %w", message.Label(a.path), err)
	}
	return counted, nil
}

// countDay counts what has a ts; it decodes nothing else.
func countDay(f dayFile) *day {
	d := &day{}
	readList(f.sourceFile, "messages", &faultList{}, isMessage(nil), func() { d.read++ })
	return d
}

// isMessage reads only the ts of a message, into at.
func isMessage(at *message.Stamp) func(*lenient.Reader) bool {
	return func(r *lenient.Reader) bool {
		var ts string
		r.Fields(func(key []byte) {
			if string(key) == "ts" {
				ts = r.Text()
				return
			}
			r.Skip()
		})
		t, ok := message.ParseStamp(ts)
		if at != nil && ok {
			*at = t
		}
		return ok
	}
}
