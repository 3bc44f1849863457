package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// binding is one thing that a key does in a place. Footer, help, the README's table and the tests all read it here.
//
// It is no key.Binding of Bubbles: that is on or off by a flag, has no reason for it, and its help leaves out what is
// off, where ours says why. Of its 140 lines only the comparison of names would be used.
type binding struct {
	in   place
	keys []string // as Bubble Tea names them
	name string   // one or two words, for the footer and the tests
	does string   // a sentence, for the help
	do   func(*app) tea.Cmd
	// off says why the key does nothing now; empty, or no function: it does something.
	off func(*app) string
	// rank orders the footer, 1 first; 0 is not in it.
	rank int
	// writes: it leads to something that is recorded, so that it is off where nothing may be.
	writes bool
	// records: pressing it can record something at once, with nothing to be answered after it. No other key ever does.
	records bool
}

// reason says why the binding is off, or nothing.
func (b *binding) reason(a *app) string {
	if reason := a.cannotWrite(); b.writes && reason != "" {
		return reason
	}
	if b.off == nil {
		return ""
	}
	return b.off(a)
}

// keyNames are keys as a person reads them on a keyboard.
var keyNames = map[string]string{
	"up": "↑", "down": "↓", "left": "←", "right": "→", "pgup": "PgUp", "pgdown": "PgDn", "home": "Home", "end": "End",
	"enter": "Enter", "esc": "Esc", "tab": "Tab", "shift+tab": "Shift+Tab", "space": "Space",
}

func keyName(k string, ascii bool) string {
	if name, ok := keyNames[k]; ok && (!ascii || isPlain(name)) {
		return name
	}
	if rest, ok := strings.CutPrefix(k, "ctrl+"); ok {
		return "Ctrl+" + strings.ToUpper(rest)
	}
	return k
}

func (b *binding) label(ascii bool) string {
	var names []string
	for _, k := range b.keys {
		names = append(names, keyName(k, ascii))
	}
	return strings.Join(names, " ")
}

// find gives the binding of a key in a place: its own, or that of a group that it belongs to. Where text is typed no
// key of a group does anything but the one that always ends the program.
func (a *app) find(in place, key string) *binding {
	for _, scope := range in.scopes() {
		for k := range a.bindings {
			b := &a.bindings[k]
			if b.in == scope && slices.Contains(b.keys, key) && (scope == in || !in.typing() || key == endKey) {
				return b
			}
		}
	}
	return nil
}

// endKey leaves baton, whatever is open.
const endKey = "ctrl+c"

// KeyRow is one line of the table of keys.
type KeyRow struct {
	Where string // the place in which the keys do it
	Keys  string // the keys, with a space between
	Text  string // what they do
}

// KeyTable is every key of the console, in the order of the help. The README's table is held to it by a test.
func KeyTable() []KeyRow {
	var rows []KeyRow
	for _, b := range allBindings() {
		rows = append(rows, KeyRow{Where: b.in.String(), Keys: b.label(false), Text: b.does})
	}
	return rows
}

// footer is the last line of the screen: the keys that matter most here and that do something now, and how the services
// outside stand.
func (a *app) footer(w int) string {
	r, marks := a.th.row(w), a.serviceMarks(w)
	end := marksWidth(marks)
	for _, l := range a.footerLabels(w) {
		r.gap(1).put(a.th.accent, l.key).say(" ").put(a.th.dim, l.name).gap(1)
	}
	return r.right(a.th.dim, a.owner, max(end, 1)).markServices(marks).done()
}

// footerLabel is a key in the footer.
type footerLabel struct {
	*binding
	key string // as it is drawn
}

func (l footerLabel) cells() int { return width(l.key) + width(l.name) + 3 }

// footerLabels are the keys that fit into a footer so wide beside the services, the most important first.
func (a *app) footerLabels(w int) []footerLabel {
	w -= marksWidth(a.serviceMarks(w))
	scopes := a.place().scopes()
	var shown []*binding
	for k := range a.bindings {
		if b := &a.bindings[k]; b.rank > 0 && !a.guarding() && slices.Contains(scopes, b.in) && b.reason(a) == "" {
			shown = append(shown, b)
		}
	}
	slices.SortStableFunc(shown, func(x, y *binding) int { return x.rank - y.rank })
	var labels []footerLabel
	for _, b := range shown {
		l := footerLabel{binding: b, key: keyName(b.keys[0], a.th.ascii)}
		if w > l.cells() { // if not, a shorter one may fit
			labels = append(labels, l)
			w -= l.cells()
		}
	}
	return labels
}
