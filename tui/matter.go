package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"baton/incident"
)

// matter is what a [checkBack] is about: one of the things that are asked about, with what there is to say of it.
type matter struct {
	about   string // as in incident.Due
	kind    matterKind
	no      int             // of the action item or the freeze
	role    incident.Role   // that is held or offered
	tier    incident.Tier   // that is to be told
	who     incident.Person // who is asked
	name    string          // "A2 @omar", for the head of the box
	say     string          // the sentence that asks
	key     string          // is another one once the matter has changed
	remarks []remark
}

type matterKind uint8

const (
	anAction matterKind = iota
	aFreeze
	anOffer
	anUpdate
	aRole
	noCommander
	aPage
)

var matterWords = [...]string{
	anAction: "an action item", aFreeze: "a deploy freeze", anOffer: "an offer", anUpdate: "an update",
	aRole: "a role", noCommander: "who commands", aPage: "a page",
}

// matterOf reads what a due is about; ok is false where nothing is asked about it.
func (s *subject) matterOf(about string) (m matter, ok bool) {
	due, ok := s.state().DueOf(about)
	if item, acked := strings.CutPrefix(about, "ack "); acked && !ok {
		return s.matterOf(item) // they said yes; now it is about the task itself
	}
	if !ok {
		return matter{}, false
	}
	what, which, _ := strings.Cut(about, " ")
	switch what {
	case "ack":
		m, ok = s.actionMatter(numberIn(which), true)
	case "offer":
		m, ok = s.offerMatter(incident.Role(which))
	case "update":
		m, ok = s.updateMatter(which)
	case "role":
		m, ok = s.roleMatter(incident.Role(which))
	case "no":
		m = s.commanderMatter()
	case "page":
		m, ok = s.pageMatter(incident.Person(which))
	default:
		if strings.HasPrefix(about, "F") {
			m, ok = s.freezeMatter(numberIn(about))
		} else {
			m, ok = s.actionMatter(numberIn(about), false)
		}
	}
	m.about, m.remarks = about, append(m.remarks, s.dueRemarks(due)...)
	return m, ok
}

// numberIn reads the number of A3 or F1.
func numberIn(about string) int {
	no, _ := strconv.Atoi(strings.TrimLeft(about, "AF"))
	return no
}

// dueRemarks say when a matter is asked about.
func (s *subject) dueRemarks(d incident.Due) []remark {
	word, late := timer(d.At, s.now())
	r := remark{label: "due", text: s.clockOf(d.At) + ", " + word}
	if late != later {
		r.style = urgentStyle
	}
	all := []remark{r}
	if d.Snoozed != "" {
		all = append(all, remark{label: "snoozed", text: d.Snoozed})
	}
	return all
}

// clockOf is a time of day, with the day where that is not today.
func (s *subject) clockOf(at time.Time) string {
	at, now := at.In(s.app.zone), s.now().In(s.app.zone)
	if at.YearDay() != now.YearDay() || at.Year() != now.Year() {
		return at.Format("Mon 2 Jan 15:04 MST")
	}
	return at.Format("15:04 MST")
}

// ago is a time of day and how long it is past.
func (s *subject) ago(m incident.Moment) string {
	return s.clockOf(m.At) + ", " + since(m.At, s.now()) + " ago"
}

func (s *subject) actionMatter(no int, yes bool) (matter, bool) {
	i := s.state()
	a, ok := i.Action(no)
	if !ok || !a.Open() {
		return matter{}, false
	}
	name, task := i.Name(a.Owner), strings.TrimRight(a.Task, ".,;!? ")
	m := matter{kind: anAction, no: a.No, who: a.Owner, name: fmt.Sprintf("A%d of %s", a.No, name), key: string(a.Owner) + " " + a.Task}
	m.say = fmt.Sprintf("%s, you were to %s: is it done, or do you need more time?", name, task)
	if yes {
		m.say = fmt.Sprintf("%s, please %s: do you take it? Say yes or no", name, task)
	}
	heard := "not yet"
	if !a.Acknowledged.IsZero() {
		heard = s.ago(a.Acknowledged)
	}
	m.remarks = []remark{
		{label: "task", text: fmt.Sprintf("A%d %s", a.No, a.Task), most: 3},
		{label: "since", text: s.ago(a.Assigned) + ", on the order of " + i.Name(a.By)},
		{label: "said yes", text: heard},
	}
	if a.HandedOn > 0 {
		m.remarks = append(m.remarks, remark{label: "handed on", text: plural(a.HandedOn, "time", "times") + ", last at " + s.ago(a.Held)})
	}
	if a.Extended > 0 {
		m.remarks = append(m.remarks, remark{label: "more time", text: "given " + plural(a.Extended, "time", "times")})
	}
	return m, true
}

func (s *subject) freezeMatter(no int) (matter, bool) {
	i := s.state()
	f, ok := i.Freeze(no)
	if !ok || !f.Open() {
		return matter{}, false
	}
	held := "all deploys"
	if len(f.Scopes) > 0 {
		held = "deploys of " + f.Scope()
	}
	m := matter{kind: aFreeze, no: f.No, who: f.Holder, name: fmt.Sprintf("F%d of %s", f.No, f.Scope()), key: f.Scope() + " " + f.Reason}
	m.say = fmt.Sprintf("%s, must %s still wait (%s), or is the freeze lifted?", i.Name(f.Holder), held, f.Reason)
	m.remarks = []remark{
		{label: "freeze", text: fmt.Sprintf("F%d %s: %s", f.No, f.Scope(), f.Reason), most: 3},
		{label: "since", text: s.ago(f.Since) + ", on the order of " + i.Name(f.Holder)},
	}
	return m, true
}

func (s *subject) offerMatter(role incident.Role) (matter, bool) {
	i := s.state()
	o, ok := i.OfferOf(role)
	if !ok {
		return matter{}, false
	}
	m := matter{kind: anOffer, role: role, who: o.To, name: role.Label() + " for " + i.Name(o.To), key: fmt.Sprint(o.Made.Seq)}
	m.say = offerSaid(i, role, o.From, o.To)
	m.remarks = []remark{
		{label: "offer", text: role.Label() + " to " + i.Name(o.To)},
		{label: "since", text: s.ago(o.Made) + ", on the order of " + i.Name(o.From)},
	}
	if o.Brief != "" {
		m.remarks = append(m.remarks, remark{label: "brief", text: o.Brief, most: 4})
	}
	return m, true
}

func (s *subject) updateMatter(which string) (matter, bool) {
	i := s.state()
	tier, err := incident.ParseTier(which)
	u, ok := i.LastUpdate(tier)
	if err != nil || !ok {
		return matter{}, false
	}
	m := matter{kind: anUpdate, tier: tier, who: i.Holder(incident.ICL), name: "the " + which + " update", key: fmt.Sprint(u.Told.Seq)}
	asked := "who writes it?"
	if m.who != incident.Nobody {
		asked = i.Name(m.who) + ", is it written?"
	}
	m.say = fmt.Sprintf("The %s update was promised for %s: %s", which, s.clockOf(u.Next), asked)
	m.remarks = []remark{
		{label: "told last", text: s.ago(u.Told) + ", by " + i.Name(u.By)},
		{label: "text", text: u.Text, most: 3},
	}
	return m, true
}

func (s *subject) roleMatter(role incident.Role) (matter, bool) {
	i := s.state()
	for _, t := range i.Roles() {
		if t.Role == role {
			m := matter{kind: aRole, role: role, who: t.Holder, name: role.Label() + " " + i.Name(t.Holder), key: fmt.Sprint(t.Since.Seq)}
			m.say = fmt.Sprintf("%s, you have been %s since %s: who takes over?", i.Name(t.Holder), role.Label(), s.clockOf(t.Since.At))
			m.remarks = []remark{
				{label: "role", text: role.Title() + ", " + i.Name(t.Holder)},
				{label: "since", text: s.ago(t.Since)},
			}
			return m, true
		}
	}
	return matter{}, false
}

func (s *subject) commanderMatter() matter {
	i := s.state()
	return matter{
		kind: noCommander, name: "nobody is IC",
		say: "Is there an incident commander on the call? If there is none, I take command",
		remarks: []remark{
			{label: "role", text: "Incident commander, nobody"},
			{label: "since", text: s.ago(i.Declared) + ", declared by " + i.Name(i.DeclaredBy)},
		},
	}
}

func (s *subject) pageMatter(who incident.Person) (matter, bool) {
	i := s.state()
	r, ok := i.Responder(who)
	if !ok || !r.Waiting() {
		return matter{}, false
	}
	return matter{
		kind: aPage, who: who, name: "the page of " + i.Name(who), key: fmt.Sprint(r.Paged.Seq),
		say:     i.Name(who) + " was paged at " + s.clockOf(r.Paged.At) + " and has not answered: who else can help?",
		remarks: []remark{{label: "paged", text: s.ago(r.Paged)}},
	}, true
}
