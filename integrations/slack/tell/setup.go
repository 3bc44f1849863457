package tell

import (
	"fmt"
	"net/url"
	"slices"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/outbox"
)

// Limits of Slack's, characters and bytes.
const (
	maxPurpose       = 250
	maxBookmark      = 256
	maxBookmarkBytes = 2048
)

// setUp is what a new channel needs, in order.
func (s scene) setUp() []outbox.Delivery {
	all := []outbox.Delivery{
		s.delivery("channel", "channel", "", setUpWorth, CreateChannel{Name: string(s.i.Ref)}),
		s.purpose("purpose"),
		s.topic(),
	}
	if s.options.Bookmarks != nil {
		for n, b := range s.options.Bookmarks(s.i) {
			all = append(all, s.bookmarked(fmt.Sprintf("bookmarks/%d", n+1), b.Title, b.Link)...)
		}
	}
	for _, person := range s.concerned() {
		all = append(all, s.invite(person)...)
	}
	headline := s.posting("headline", telling{message: s.headline()}, setUpWorth)
	headline.What = "headline"
	return append(all, headline, s.delivery("pin", "pin", "headline", setUpWorth, Pin{Of: "headline"}))
}

// concerned are those who have a part in the incident, and whom the options name, each once.
func (s scene) concerned() []incident.Person {
	all := []incident.Person{s.i.DeclaredBy}
	for _, t := range s.i.Roles() {
		all = append(all, t.Holder)
	}
	for _, r := range s.i.Responders.All() {
		if r.Waiting() || r.Here() {
			all = append(all, r.Person)
		}
	}
	for _, a := range s.i.OpenActions() {
		all = append(all, a.Owner)
	}
	if s.options.Invite != nil {
		all = append(all, s.options.Invite(s.i)...)
	}
	var once []incident.Person
	for _, p := range all {
		if !slices.Contains(once, p) {
			once = append(once, p)
		}
	}
	return once
}

// invite asks for a person to be brought in; for one who is not known in Slack there is nothing to ask for.
func (s scene) invite(p incident.Person) []outbox.Delivery {
	if s.asked(p).user == "" {
		return nil
	}
	d := s.delivery("invite/"+string(p), "invitation", "channel", setUpWorth, Invite{Person: p})
	return []outbox.Delivery{d}
}

// invites are for those to whom a fact gives a part.
func (s scene) invites(f incident.Fact) []outbox.Delivery {
	switch f := f.(type) {
	case incident.RoleTaken:
		return s.invite(f.Holder)
	case incident.RoleOffered:
		return s.invite(f.To)
	case incident.CommandTaken:
		return s.invite(f.Holder)
	case incident.ActionAssigned:
		return s.invite(f.Owner)
	case incident.ActionHandedOn:
		return s.invite(f.To)
	case incident.ResponderCalled:
		if f.Step != incident.StepReleased {
			return s.invite(f.Person)
		}
	}
	return nil
}

func (s scene) purpose(key string) outbox.Delivery {
	text := fmt.Sprintf("%s. Incident %s, declared at %s. What is said here goes into its record.",
		open(clean.Title(s.i.Title, 100)), s.i.Ref, s.i.Declared.At.In(s.zone()).Format("15:04 MST on 2 January 2006"))
	d := s.delivery(key, "purpose", "channel", setUpWorth, SetPurpose{Text: bare(text, maxPurpose)})
	d.Text, d.Latest = bare(text, maxPurpose), true
	return d
}

// bookmark is for a link that was added.
func (s scene) bookmark(f incident.Fact) []outbox.Delivery {
	link, ok := f.(incident.LinkAdded)
	if !ok {
		return nil
	}
	return s.bookmarked(fmt.Sprintf("bookmarks/e%d", s.e.Seq), link.Title, link.URL)
}

// bookmarked makes a bookmark that says where it leads: its title alone would hide that.
func (s scene) bookmarked(key, title, link string) []outbox.Delivery {
	u, err := url.Parse(link)
	if err != nil || u.Hostname() == "" || len(link) > maxBookmarkBytes || address(link) != link {
		return nil
	}
	host := clean.Title(u.Host, 80)
	if title = clean.Title(title, 150); title != "" {
		host = " (" + host + ")"
	}
	d := s.delivery(key, "bookmark", "channel", setUpWorth, AddBookmark{Title: bare(title+host, maxBookmark), Link: link})
	return []outbox.Delivery{d}
}
