package grammar

import (
	"slices"
	"sync"

	"baton/incident"
)

// Verb is a verb of the grammar as help, completion and the README show it.
type Verb struct {
	Name    string
	Aliases []string
	Group   string // the concern it belongs to: "action items"
	Usage   string // what is typed; capitals stand for what to fill in, brackets for what may be left out
	Example string // a line that is right
	Help    string // what it does, in a line
	Takes   []Slot // what follows it, in order
}

// Slot is one thing that a verb takes.
type Slot struct {
	Kind     SlotKind
	Optional bool
	// Words are what can stand here, for kinds with few values, or the keyword before it.
	Words []string
}

// SlotKind is what kind of thing a slot takes.
type SlotKind string

// Kinds of slots.
const (
	SlotPerson   SlotKind = "person"
	SlotRole     SlotKind = "role"
	SlotTier     SlotKind = "tier"
	SlotStatus   SlotKind = "status"
	SlotSeverity SlotKind = "severity"
	SlotAction   SlotKind = "action item"
	SlotCommand  SlotKind = "command"
	SlotFreeze   SlotKind = "freeze"
	SlotFollowUp SlotKind = "follow-up"
	SlotDecision SlotKind = "decision"
	SlotEntry    SlotKind = "entry"
	SlotEnded    SlotKind = "action item that has ended"
	SlotReminder SlotKind = "reminder"
	SlotDelivery SlotKind = "what is told outside"
	SlotZone     SlotKind = "time zone"
	SlotService  SlotKind = "service"
	SlotTag      SlotKind = "tag"
	SlotWait     SlotKind = "wait"
	SlotTime     SlotKind = "time"
	SlotLink     SlotKind = "link"
	SlotWord     SlotKind = "word" // a keyword
	SlotText     SlotKind = "text"
)

func need(k SlotKind, words ...string) Slot { return Slot{Kind: k, Words: words} }
func may(k SlotKind, words ...string) Slot  { return Slot{Kind: k, Words: words, Optional: true} }

// because is what every reason may begin with.
var because = may(SlotWord, "because")

// verb is a verb together with how it is read and written.
type verb struct {
	Verb
	// ownTime: a time after the verb belongs to the order. When it happened stands before the verb.
	ownTime bool
	// said is what an alias says beyond the verb: "ic @nick" is "role ic @nick".
	said map[string]string
	read func(*cursor) incident.Order
	// write writes what follows the verb, and false for an order that is not the verb's.
	write func(*writer, incident.Order) bool
}

// writes makes a writer of one type of order.
func writes[T incident.Order](write func(*writer, T)) func(*writer, incident.Order) bool {
	return func(w *writer, o incident.Order) bool {
		t, ok := o.(T)
		if ok {
			write(w, t)
		}
		return ok
	}
}

// verbs is the table of all verbs, in the order of help.
var verbs = sync.OnceValue(func() []verb {
	return slices.Concat(actionVerbs, reminderVerbs, noteVerbs, roleVerbs, responderVerbs, freezeVerbs, commandVerbs, decisionVerbs,
		tellVerbs, deliveryVerbs, scaleVerbs, followUpVerbs, entryVerbs)
})

var byName = sync.OnceValue(func() map[string]*verb {
	m := make(map[string]*verb)
	for k := range verbs() {
		v := &verbs()[k]
		for _, name := range append([]string{v.Name}, v.Aliases...) {
			m[name] = v
		}
	}
	return m
})

func lookup(name string) (*verb, bool) {
	v, ok := byName()[name]
	return v, ok
}

// Verbs lists every verb, in the order of help. The slices in it are not to be changed.
func Verbs() []Verb {
	table := make([]Verb, 0, len(verbs()))
	for _, v := range verbs() {
		table = append(table, v.Verb)
	}
	return table
}

func names() []string {
	all := make([]string, 0, len(verbs()))
	for _, v := range verbs() {
		all = append(all, v.Name)
	}
	return all
}

func allNames() []string {
	all := names()
	for _, v := range verbs() {
		all = append(all, v.Aliases...)
	}
	return all
}
