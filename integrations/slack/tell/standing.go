package tell

import (
	"fmt"
	"slices"
	"strings"

	"baton/incident"
	"baton/integrations/outbox"
)

// maxTopic is the limit of a channel's topic, characters.
const maxTopic = 250

// Topic makes a topic of words that a person gives instead: one line without markup, cut to what Slack takes.
func Topic(text string) string { return bare(text, maxTopic) }

// standing keeps what always shows current: the topic, the purpose and the pinned headline.
func (s scene) standing(f incident.Fact) []outbox.Delivery {
	var all []outbox.Delivery
	if s.moves(f) {
		all = append(all, s.topic())
	}
	_, retitled := f.(incident.TitleChanged)
	if retitled {
		all = append(all, s.purpose(fmt.Sprintf("purpose/%d", s.e.Seq)))
	}
	if retitled || s.moves(f) {
		all = append(all, s.rewrite())
	}
	return all
}

// moves tells whether a fact changes what the topic says. A freeze that is stolen does not: the one in its place follows
// at once, and in between the topic would say that nothing is frozen.
func (s scene) moves(f incident.Fact) bool {
	switch f := f.(type) {
	case incident.TierChanged, incident.SeverityChanged, incident.StatusChanged, incident.IncidentResolved,
		incident.IncidentReopened, incident.CommandTaken, incident.DeployFrozen, incident.FreezeLifted:
		return true
	case incident.RoleTaken:
		return f.Role == incident.IC
	case incident.RoleHandedOver:
		return f.Role == incident.IC
	case incident.RoleLeft:
		return f.Role == incident.IC
	case incident.PersonNamed:
		holds := func(d incident.DeployFreeze) bool { return d.Holder == f.Person }
		return f.Person == s.i.Holder(incident.IC) || slices.ContainsFunc(s.i.OpenFreezes(), holds)
	}
	return false
}

func (s scene) topic() outbox.Delivery {
	text := Topic(s.topicText())
	d := s.delivery(fmt.Sprintf("topic/%d", s.e.Seq), "topic", "channel", setUpWorth, SetTopic{Text: text})
	d.Text, d.Latest = text, true
	return d
}

// topicText says where things stand: "SEV-2 · internal · investigating · IC Zac · FROZEN all by Omar".
func (s scene) topicText() string {
	parts := []string{s.i.Severity.String(), s.i.Tier.String(), s.i.Status.String(), s.command()}
	var frozen []string
	for _, f := range s.i.OpenFreezes() {
		frozen = append(frozen, f.Scope()+" by "+s.name(f.Holder))
	}
	if len(frozen) > 0 {
		parts = append(parts, "FROZEN "+strings.Join(frozen, "; "))
	}
	return strings.Join(parts, " · ")
}

func (s scene) command() string {
	if ic := s.i.Holder(incident.IC); ic != incident.Nobody {
		return "IC " + s.name(ic)
	}
	return "no IC"
}

// rewrite gives the pinned headline the wording that holds now.
func (s scene) rewrite() outbox.Delivery {
	post := s.headline().post("", false)
	d := s.delivery(fmt.Sprintf("headline/%d", s.e.Seq), "headline edit", "headline", setUpWorth, Edit{Of: "headline", Post: post})
	d.Text, d.Latest = post.made.plain(), true
	return d
}

// headline is what somebody reads first who comes into the channel. It has no buttons: taking command may be refused,
// and the rest is about something that the headline does not show.
func (s scene) headline() message {
	m := message{title: s.i.Title, parts: []part{
		say(strong(s.i.Severity.String()), " · ", s.i.Tier.String(), " · ", s.i.Status.String()), s.commander(),
	}}
	for _, f := range s.i.OpenFreezes() {
		m.parts = append(m.parts, say(strong("Frozen"), ": ", deploys(f.Scopes), ", by ", s.name(f.Holder), because(f.Reason)))
	}
	if !s.i.Resolved.IsZero() {
		m.parts = append(m.parts, say("Resolved at ", s.clock(s.i.Resolved.At), because(s.i.Resolution)))
	}
	return message{title: m.title, parts: append(m.parts,
		say("Declared at ", s.clock(s.i.Declared.At), " by ", s.name(s.i.DeclaredBy), " as ", string(s.i.Ref), "."),
		say("What is said here goes into the record. ", typed("help"), " shows what can be typed."))}
}

func (s scene) commander() part {
	ic := s.i.Holder(incident.IC)
	switch {
	case ic != incident.Nobody:
		return say("Incident commander (IC): ", strong(s.name(ic)))
	case s.i.Open():
		return say("Nobody has command yet. Whoever takes it types ", typed("take command"), ".")
	}
	return say("Nobody had command.")
}
