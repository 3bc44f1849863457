package postmortem

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Bounds on what one block shows.
const (
	maxRows    = 100   // of a table or a list
	maxRefs    = 8     // references after one fact
	maxQuote   = 4_000 // characters of one quoted text
	maxCommand = 2_000 // characters of one command
	maxOutput  = 600   // characters of one output
)

// text writes spans for a line, or for a table's cell.
func (m *markdown) text(t Text, inTable bool) string {
	var b strings.Builder
	refs := 0
	for k, s := range t {
		if s.Entry == 0 {
			refs = 0
			b.WriteString(m.span(s, inTable))
			continue
		}
		if refs++; refs == maxRefs+1 {
			fmt.Fprintf(&b, " and %d more", entryRun(t[k:]))
		} else if refs <= maxRefs {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(m.entry(s.Entry))
		}
	}
	return b.String()
}

// entryRun counts the references at the beginning of a text.
func entryRun(t Text) int {
	if end := slices.IndexFunc(t, func(s Span) bool { return s.Entry == 0 }); end >= 0 {
		return end
	}
	return len(t)
}

func (m *markdown) entry(seq uint64) string {
	if m.anchors[seq] {
		return fmt.Sprintf("[e-%d](#e-%d)", seq, seq)
	}
	return fmt.Sprintf("e-%d", seq)
}

func (m *markdown) span(s Span, inTable bool) string {
	switch {
	case s.URL != "" && isWeb(s.URL):
		return "[" + escapeUnlinked(s.Text) + "](" + target(s.URL) + ")"
	case s.Style == Code:
		return codeSpan(s.Text, inTable)
	case s.Style == Strong && strings.TrimSpace(s.Text) != "":
		return "**" + escapeUnlinked(s.Text) + "**"
	}
	return spaced(s.Text, escape(s.Text))
}

// spaced puts the blanks back that parted a span from its neighbours.
func spaced(before, after string) string {
	if strings.HasPrefix(before, " ") {
		after = " " + after
	}
	if strings.HasSuffix(before, " ") && len(strings.TrimSpace(before)) > 0 {
		after += " "
	}
	return after
}

func (m *markdown) fields(fields Fields) {
	m.b.WriteString("| | |\n| --- | --- |\n")
	for _, f := range fields {
		fmt.Fprintf(&m.b, "| %s | %s |\n", m.text(strong(f.Label), true), m.text(f.Value, true))
	}
	m.b.WriteByte('\n')
}

func (m *markdown) table(t Table) {
	if len(t.Rows) == 0 {
		return
	}
	m.head(t.Columns)
	shown := keep(len(t.Rows), t.Notable)
	for _, k := range shown {
		for _, cell := range t.Rows[k] {
			m.b.WriteString("| " + m.text(clip(cell, maxCell), true) + " ")
		}
		m.b.WriteString("|\n")
	}
	m.b.WriteByte('\n')
	m.leftOut(len(t.Rows)-len(shown), t.What)
}

func (m *markdown) head(columns []string) {
	for _, c := range columns {
		m.b.WriteString("| " + escapeUnlinked(c) + " ")
	}
	m.b.WriteString("|\n" + strings.Repeat("| --- ", len(columns)) + "|\n")
}

// keep gives the places of the items to show, in order: all if they have room, or else the notable and then the first.
func keep(n int, notable []int) []int {
	all := make([]int, n)
	for k := range all {
		all[k] = k
	}
	if n <= maxRows {
		return all
	}
	some := slices.Clone(notable[:min(len(notable), maxRows)])
	for _, k := range all {
		if len(some) == maxRows {
			break
		}
		if !slices.Contains(notable, k) {
			some = append(some, k)
		}
	}
	slices.Sort(some)
	return some
}

func (m *markdown) list(l List) {
	for _, item := range l.Items[:min(len(l.Items), maxRows)] {
		box := ""
		if item.Box {
			box = "[ ] "
		}
		if item.Done {
			box = "[x] "
		}
		m.b.WriteString("- " + box + m.text(clip(item.Text, 2*maxCell), false) + "\n")
	}
	m.b.WriteByte('\n')
	m.leftOut(len(l.Items)-maxRows, l.What)
}

// quote keeps the lines of what somebody wrote.
func (m *markdown) quote(q Quote) {
	m.b.WriteString(m.text(q.Head, false) + ":\n\n")
	lines := strings.Split(strings.TrimSpace(clip(say(q.Text), maxQuote).string()), "\n")
	for k, line := range lines {
		line = escape(line)
		end := ""
		if k+1 < len(lines) && line != "" && strings.TrimSpace(lines[k+1]) != "" {
			end = " <br>"
		}
		m.b.WriteString(strings.TrimRight("> "+line, " ") + end + "\n")
	}
	m.b.WriteByte('\n')
}

func (t Text) string() string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}

func (m *markdown) commands(all Commands) {
	var notable []int
	for k, c := range all {
		if c.Notable {
			notable = append(notable, k)
		}
	}
	shown := keep(len(all), notable)
	for _, k := range shown {
		m.command(all[k])
	}
	m.b.WriteByte('\n')
	m.leftOut(len(all)-len(shown), "commands; those that were not confirmed, failed, drew an objection or were undone came first")
}

func (m *markdown) command(c CommandItem) {
	text := clip(say(c.Text), maxCommand).string()
	if strings.Contains(strings.TrimSpace(text), "\n") {
		fmt.Fprintf(&m.b, "- **%s** %s\n\n%s\n", c.Name, m.text(c.Story, false), fenced(text, "  "))
	} else {
		fmt.Fprintf(&m.b, "- **%s** %s – %s\n", c.Name, codeSpan(text, false), m.text(c.Story, false))
	}
	for _, o := range c.Outputs {
		m.output(o)
	}
}

func (m *markdown) output(o Quote) {
	text := clip(say(o.Text), maxOutput).string()
	if strings.Contains(strings.TrimSpace(text), "\n") {
		fmt.Fprintf(&m.b, "  - %s:\n\n%s\n", m.text(o.Head, false), fenced(text, "    "))
		return
	}
	fmt.Fprintf(&m.b, "  - %s: %s\n", m.text(o.Head, false), codeSpan(text, false))
}

// rows writes a timeline, a table a day where there is more than one. Entries get their anchors where anchored says so.
func (m *markdown) rows(rows []Row, anchored bool) {
	if len(rows) == 0 {
		return
	}
	columns := []string{"Entry", "UTC", "Who", "What"}
	if m.doc.Zone != nil {
		columns = slices.Insert(columns, 2, m.doc.Zone.String())
	}
	severalDays := day(rows[0]) != day(rows[len(rows)-1])
	for k, r := range rows {
		if k == 0 || severalDays && day(r) != day(rows[k-1]) {
			if k > 0 {
				m.b.WriteByte('\n')
			}
			fmt.Fprintf(&m.b, "**%s**\n\n", r.When.At.UTC().Format("Monday 2 January 2006"))
			m.head(columns)
		}
		m.b.WriteString(m.row(r, anchored))
	}
	m.b.WriteByte('\n')
}

func day(r Row) string { return r.When.At.UTC().Format(time.DateOnly) }

func (m *markdown) row(r Row, anchored bool) string {
	name := m.entry(r.Seq)
	if anchored {
		name = fmt.Sprintf("e-%d", r.Seq)
		if m.anchors[r.Seq] {
			name = fmt.Sprintf(`<a id="e-%d"></a>`, r.Seq) + name
		}
	}
	cells := []string{name, r.When.Clock("15:04:05", time.UTC), escape(r.By), m.what(r)}
	if zone := m.doc.Zone; zone != nil {
		layout := "15:04:05"
		if r.When.At.In(zone).Format(time.DateOnly) != day(r) {
			layout = "2 Jan 15:04:05"
		}
		cells = slices.Insert(cells, 2, r.When.Clock(layout, zone))
	}
	return "| " + strings.Join(cells, " | ") + " |\n"
}

func (m *markdown) what(r Row) string {
	text := m.text(clip(r.Text, maxCell), true)
	if r.Struck && strings.TrimSpace(text) != "" {
		text = "~~" + strings.TrimSpace(text) + "~~"
	}
	if r.Starred {
		text = "★ " + text
	}
	for _, mark := range r.Marks {
		text += " *(" + escapeUnlinked(mark) + ")*"
	}
	return text
}
