package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"sync"
	"time"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/slack/lenient"
	"baton/integrations/slack/message"
	"baton/integrations/slack/mrkdwn"
	"baton/integrations/slack/web"
)

// directory knows who is who in the workspace. It is filled when the service starts, and learns who comes later when they
// first speak.
type directory struct {
	web    *web.Client
	people *message.People
	now    func() time.Time

	mu     sync.Mutex
	names  map[string]string    // of channels and user groups, by id
	rests  map[string]time.Time // until when nobody asks for people who were not found
	groups map[string][]string  // handles of user groups, by the id of a member
	since  time.Time            // when the groups were read
}

// How long an answer of Slack about somebody is taken to hold.
const (
	unknownHolds = 10 * time.Minute
	groupsHold   = 10 * time.Minute
)

func newDirectory(w *web.Client, now func() time.Time) *directory {
	return &directory{web: w, people: message.NewPeople(), now: now, names: map[string]string{}, rests: map[string]time.Time{}}
}

// load reads all people of the workspace.
func (d *directory) load(ctx context.Context) error {
	return pages(ctx, d.web, "users.list", url.Values{"limit": {"200"}}, func(body []byte) error {
		r := lenient.New(body, 0)
		r.Fields(func(key []byte) {
			if string(key) != "members" {
				r.Skip()
				return
			}
			r.Items(func() {
				if p, ok := message.ReadPerson(&r); ok {
					d.people.Add(p)
				}
			})
		})
		return r.Err()
	})
}

// learn looks up those of the people who are not known. Who cannot be looked up keeps their id for a name: what they say
// is not lost for that.
func (d *directory) learn(ctx context.Context, ids ...string) {
	for _, id := range ids {
		if _, known := d.people.Known(id); known || !message.IsID(id) || !d.mayAsk(id) {
			continue
		}
		body, err := d.web.Call(ctx, "users.info", url.Values{"user": {id}})
		if err != nil {
			d.rest(id, err)
			continue
		}
		r := lenient.New(body, 0)
		r.Fields(func(key []byte) {
			if string(key) != "user" {
				r.Skip()
			} else if p, ok := message.ReadPerson(&r); ok {
				d.people.Add(p)
			}
		})
		if _, known := d.people.Known(id); !known {
			d.rest(id, &web.Refused{Method: "users.info"})
		}
	}
}

func (d *directory) mayAsk(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.now().Before(d.rests[id])
}

// rest keeps somebody who was not found from being asked for again and again: for long where Slack does not know them, for
// a moment where it only did not answer.
func (d *directory) rest(id string, err error) {
	wait := unknownHolds
	if !errors.As(err, new(*web.Refused)) {
		wait = hold(err, 1)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rests[id] = d.now().Add(wait)
}

// person is the handle of somebody, once they are known.
func (d *directory) person(id string) (incident.Person, bool) {
	p, ok := d.people.Known(id)
	return p.Handle, ok
}

// mention is how a message of ours speaks to somebody, "" where they have no account that is known.
func (d *directory) mention(p incident.Person) string {
	if id, ok := d.people.ID(p); ok {
		return "<@" + id + ">"
	}
	return ""
}

func (d *directory) label(id string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.names[id]
}

// name keeps what a channel or group is called.
func (d *directory) name(id, name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.names[id] = clean.Line(name)
}

// spoken says what ids in a text stand for.
func (d *directory) spoken() mrkdwn.Names {
	person := func(id string) string {
		p, _ := d.people.Known(id)
		return string(p.Handle)
	}
	return mrkdwn.Names{Person: person, Channel: d.label, Group: d.label}
}

// groupsOf are the handles of the user groups that somebody is in.
func (d *directory) groupsOf(ctx context.Context, user string) ([]string, error) {
	d.mu.Lock()
	fresh, handles := d.groups != nil && d.now().Sub(d.since) < groupsHold, d.groups[user]
	d.mu.Unlock()
	if fresh {
		return handles, nil
	}
	body, err := d.web.Call(ctx, "usergroups.list", url.Values{"include_users": {"true"}})
	if err != nil {
		return nil, err
	}
	var list struct {
		Groups []struct {
			ID     string   `json:"id"`
			Handle string   `json:"handle"`
			Users  []string `json:"users"`
		} `json:"usergroups"`
	}
	if err := json.Unmarshal(body, &list); err != nil {
		return nil, errors.New("the list of user groups cannot be read")
	}
	members := map[string][]string{}
	for _, g := range list.Groups {
		d.name(g.ID, g.Handle)
		for _, u := range g.Users {
			members[u] = append(members[u], g.Handle)
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.groups, d.since = members, d.now()
	return members[user], nil
}

// pages calls a method until there are no more pages.
func pages(ctx context.Context, w *web.Client, method string, args url.Values, page func(body []byte) error) error {
	const most = 1000 // pages, so that a broken cursor ends
	for range most {
		body, err := w.Call(ctx, method, args)
		if err != nil {
			return err
		}
		if err := page(body); err != nil {
			return err
		}
		var next struct {
			Metadata struct {
				Cursor string `json:"next_cursor"`
			} `json:"response_metadata"`
		}
		if err := json.Unmarshal(body, &next); err != nil || next.Metadata.Cursor == "" {
			return nil
		}
		args.Set("cursor", next.Metadata.Cursor)
	}
	return nil
}
