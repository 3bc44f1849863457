package grammar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Candidate is one way to go on with a line.
type Candidate struct {
	// Text replaces the line from byte offset At on; a space follows it.
	Text string
	At   int
	// Help says what it stands for: the task of an action item, the name of a person.
	Help string
}

// waits are the lengths of time that are offered.
var waits = []string{"5m", "10m", "15m", "30m", "1h", "2h"}

// Complete lists what could stand where the line ends: verbs, and what the verb takes. It gives nothing where only text
// can follow. The best candidates come first.
func Complete(line string, hints Hints) []Candidate {
	words := split(line, 0)
	typed := word{at: len(line), end: len(line)}
	if last, _ := utf8.DecodeLastRuneInString(line); len(words) > 0 && !unicode.IsSpace(last) {
		typed, words = words[len(words)-1], words[:len(words)-1]
	}
	if typed.quoted {
		return nil
	}
	words, done := beforeVerb(words)
	switch {
	case !done:
		return begin(typed, hints.people())
	case len(words) == 0:
		return begin(typed, verbCandidates())
	}
	v, ok := lookup(strings.TrimSuffix(strings.ToLower(words[0].text), ":"))
	if !ok {
		return nil
	}
	rest, half := words[1:], false
	if v.Takes[0].Kind == SlotReminder {
		if rest, half = oneReminder(rest); half {
			return begin(typed, hints.second(rest[0]))
		}
	}
	var all []Candidate
	for _, s := range openSlots(v, words[0].text, rest) {
		all = append(all, hints.slot(s)...)
	}
	return begin(typed, all)
}

// oneReminder makes one word of a reminder that has two; half is true while the second is still to come.
func oneReminder(words []word) (rest []word, half bool) {
	if len(words) == 0 || !words[0].is(reminderWords...) {
		return words, false
	}
	return words[min(1, len(words)-1):], len(words) == 1
}

// beforeVerb takes "as @nick" and a time off; done is false while the person is still to come.
func beforeVerb(words []word) (rest []word, done bool) {
	if len(words) > 0 && words[0].is("as") {
		if len(words) == 1 {
			return nil, false
		}
		words = words[2:]
	}
	return afterTime(words), true
}

// afterTime takes a time off the front, if there is one. What the time is does not matter here.
func afterTime(words []word) []word {
	c := &cursor{reader: &Reader{}}
	if t, ok := c.timeAt(words); ok {
		return words[t.words:]
	}
	return words
}

func verbCandidates() []Candidate {
	var all []Candidate
	for _, v := range verbs() {
		all = append(all, Candidate{Text: v.Name, Help: v.Help})
	}
	for _, v := range verbs() {
		for _, alias := range v.Aliases {
			all = append(all, Candidate{Text: alias, Help: v.Help})
		}
	}
	return all
}

// begin keeps those that begin with what is typed, each once; a person's @ and a number's letter may be left out.
func begin(typed word, all []Candidate) []Candidate {
	var kept []Candidate
	seen := make(map[string]bool)
	for _, can := range all {
		if !seen[can.Text] && continues(strings.ToLower(typed.text), strings.ToLower(can.Text)) {
			seen[can.Text] = true
			can.At = typed.at
			kept = append(kept, can)
		}
	}
	return kept
}

func continues(typed, text string) bool {
	if strings.HasPrefix(text, typed) {
		return true
	}
	return typed != "" && len(text) > 1 && strings.ContainsRune("@acfud", rune(text[0])) &&
		(text[0] == '@' || text[1] >= '0' && text[1] <= '9') && strings.HasPrefix(text[1:], typed)
}

// openSlots are what can come next: every slot after those that are filled, up to the first that must be.
func openSlots(v *verb, typed string, words []word) []Slot {
	slots := v.Takes
	if !v.ownTime {
		words = afterTime(words)
	}
	if v.said[strings.ToLower(typed)] != "" {
		slots = slots[1:]
	}
	at := 0
	for _, w := range words {
		fills := func(s Slot) bool { return s.filledBy(w) }
		if k := slices.IndexFunc(slots[at:], fills); k >= 0 && !mustStop(slots[at:at+k]) {
			at += k + 1 // more text may come, but nothing of that can be offered
		}
	}
	var open []Slot
	for _, s := range slots[at:] {
		open = append(open, s)
		if !s.Optional {
			break
		}
	}
	return open
}

// mustStop tells whether one of the slots has to be filled before any later one.
func mustStop(slots []Slot) bool {
	return slices.ContainsFunc(slots, func(s Slot) bool { return !s.Optional && s.Kind != SlotText })
}

// filledBy tells whether a word is what the slot takes.
func (s Slot) filledBy(w word) bool {
	if len(s.Words) > 0 && w.is(s.Words...) {
		return true
	}
	n, number := asNumeral(w)
	switch s.Kind {
	case SlotPerson:
		return strings.HasPrefix(w.text, "@")
	case SlotAction, SlotCommand, SlotFreeze, SlotFollowUp, SlotDecision, SlotEntry:
		return number && (n.letter == 0 || n.letter == '#' || n.letter == letters[s.Kind])
	case SlotWait:
		_, ok := compact(w.text)
		return ok
	case SlotTime:
		c := &cursor{reader: &Reader{}}
		_, ok := c.timeAt([]word{w})
		return ok
	case SlotEnded:
		return number && n.letter == actions.letter
	case SlotReminder, SlotDelivery, SlotZone, SlotRole, SlotService, SlotTag, SlotLink, SlotText:
		return true
	}
	return false
}

var letters = map[SlotKind]byte{
	SlotAction: actions.letter, SlotCommand: commands.letter, SlotFreeze: freezes.letter,
	SlotFollowUp: followUps.letter, SlotDecision: decisions.letter, SlotEntry: entries.letter,
}
