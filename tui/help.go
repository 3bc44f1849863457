package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// showHelp lists the keys of the page, and says of those that do nothing now why.
func (a *app) showHelp() tea.Cmd {
	in := a.place()
	var lists [][]*binding
	reasons := map[*binding]string{}
	for _, p := range helpOf(in) {
		var list []*binding
		for k := range a.bindings {
			if b := &a.bindings[k]; b.in == p {
				list = append(list, b)
				if slices.Contains(in.scopes(), p) {
					reasons[b] = b.reason(a)
				}
			}
		}
		if len(list) > 0 {
			lists = append(lists, list)
		}
	}
	a.push(&scroller{in: inHelp, name: "Keys " + a.version, lines: func(w int) []string { return a.helpLines(lists, reasons, w) }})
	return nil
}

// helpOf lists the places that matter to somebody who is in one: its own keys first, then those of what opens over it.
func helpOf(in place) []place {
	typing := []place{inPrompt, inForm, inCheckBack, inAccept, inConfirm}
	if in == onBoard || in == inLog {
		typing = append(typing, inFilter)
	}
	scopes := in.scopes()
	return slices.Concat(scopes[:len(scopes)-1], typing, scopes[len(scopes)-1:])
}

const helpKeyCells = 14

func (a *app) helpLines(lists [][]*binding, reasons map[*binding]string, w int) []string {
	t := a.th
	var lines []string
	for _, list := range lists {
		if len(lines) > 0 {
			lines = append(lines, blank(w))
		}
		name := list[0].in.String()
		lines = append(lines, t.row(w).put(t.strong, strings.ToUpper(name[:1])+name[1:]).done())
		for _, b := range list {
			text, k := b.does, t.plain
			if reason := reasons[b]; reason != "" {
				text, k = text+" (not now: "+reason+")", t.dim
			}
			for n, l := range wrap(t.oneLine(text), w-helpKeyCells) {
				label := ""
				if n == 0 {
					label = b.label(t.ascii)
				}
				lines = append(lines, t.row(w).column(t.accent, label, helpKeyCells).put(k, l).done())
			}
		}
	}
	return lines
}
