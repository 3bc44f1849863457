package desk

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"baton/incident"
	"baton/incident/grammar"
)

// Permissions say who may do what from Slack: handles of user groups, by a verb of the grammar, "attach", or one of the
// restricted matters "upgrade public", "resolve" and "take command". In config.yaml it stands under slack.allow:
//
//	allow:
//	  resolve: [incident-commanders]
//	  freeze: [sre, release]
//
// "upgrade" is about all upgrades but the one to public, which has its own. Whoever is IC or ICL of the incident always may. What is not listed everybody may, but the restricted matters nobody
// else. Taking command where nobody is IC is everybody's: somebody must. The console asks for none of this: whoever sits
// at it has the record in their hands.
type Permissions map[string][]string

// Restricted matters.
const (
	upgradePublic = "upgrade public"
	resolve       = "resolve"
	takeCommand   = "take command"
)

// Check says what in the permissions cannot be meant: a verb that does not exist, a group without a name.
func (p Permissions) Check() error {
	for _, key := range slices.Sorted(maps.Keys(p)) {
		if _, ok := matterName(key); !ok {
			text := fmt.Sprintf("slack.allow: %q is no verb", key)
			if near := incident.Near(key, matterNames()); len(near) > 0 {
				return fmt.Errorf("%s; did you mean %s?", text, list(near, "or"))
			}
			return fmt.Errorf("%s; it is one of help, or upgrade public, resolve, take command", text)
		}
		for _, group := range p[key] {
			if handle := groupName(group); handle == "" || strings.ContainsAny(handle, " \t\n") {
				return fmt.Errorf("slack.allow: %s names the group %q; the handle of a user group is meant, such as sre", key, group)
			}
		}
		if len(p[key]) == 0 {
			return fmt.Errorf("slack.allow: %s names no group; leave it out, or name one", key)
		}
	}
	return nil
}

// canonical has every verb under its own name and every group without its @.
func (p Permissions) canonical() Permissions {
	c := make(Permissions, len(p))
	for _, key := range slices.Sorted(maps.Keys(p)) {
		name, ok := matterName(key)
		if !ok {
			continue
		}
		for _, group := range p[key] {
			c[name] = append(c[name], groupName(group))
		}
	}
	return c
}

func groupName(s string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "@"))
}

// matterName is what a key of the permissions is about; ok is false where there is no such thing.
func matterName(key string) (name string, ok bool) {
	key = strings.Join(strings.Fields(strings.ToLower(key)), " ")
	if key == upgradePublic || key == takeCommand || key == attach {
		return key, true
	}
	v, ok := verb(key)
	return ownName(v.Name), ok
}

// ownName is a verb as the permissions have it: "take" is "take command".
func ownName(verb string) string {
	if verb == "take" {
		return takeCommand
	}
	return verb
}

func matterNames() []string { return append(slices.Clip(verbNames()), upgradePublic, takeCommand) }

// matter is what a person has to be allowed.
type matter struct {
	name string
	// restricted: nobody may but those who are named, and IC and ICL.
	restricted bool
	// does completes "may …".
	does string
}

// matterOf is what an order of a person is about. It is asked of whoever typed, also where they act for another.
func matterOf(i *incident.Incident, by incident.Person, p grammar.Phrase) matter {
	for _, m := range []matter{publicMatter(i, p.Order), commandMatter(i, by, p)} {
		if m.restricted {
			return m
		}
	}
	name := ownName(p.Verb)
	return matter{name: name, restricted: name == resolve, does: map[bool]string{true: "resolve an incident", false: "use " + name}[name == resolve]}
}

// publicMatter is restricted where an order tells customers that there is an incident.
func publicMatter(i *incident.Incident, o incident.Order) matter {
	tier := incident.Engineering
	switch o := o.(type) {
	case incident.SetTier:
		tier = o.To
	case incident.Declare:
		tier = o.Tier
	}
	return matter{name: upgradePublic, restricted: tier == incident.Public && i.Tier != incident.Public, does: "make an incident public"}
}

// commandMatter is restricted where an order takes a role from somebody who leads, or hands it on in their name.
func commandMatter(i *incident.Incident, by incident.Person, p grammar.Phrase) matter {
	m := matter{name: takeCommand, does: "take command from who has it"}
	switch o := p.Order.(type) {
	case incident.TakeCommand:
		m.restricted = i.Holder(incident.IC) != incident.Nobody
	case incident.OfferRole:
		m.restricted = leads(o.Role) && i.Holder(o.Role) != incident.Nobody
		m.does = "hand over " + o.Role.Label() + " for who has it"
	case incident.AcceptRole:
		m.restricted = p.As != incident.Nobody && p.As != by
		m.does = "accept a role for another"
	}
	return m
}

func leads(r incident.Role) bool { return r == incident.IC || r == incident.ICL }
