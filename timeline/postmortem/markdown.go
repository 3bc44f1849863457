package postmortem

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Bounds of a Markdown document, in characters.
const (
	// DefaultLimit is what GitHub takes as the body of an issue or a comment.
	DefaultLimit = 65_536
	// DefaultAppendix keeps a file small enough that GitHub still renders it.
	DefaultAppendix = 250_000
	// NoAppendix leaves the full log out.
	NoAppendix = -1
	// leastTimeline is what the timeline gets even where the rest leaves less.
	leastTimeline = 12_000
	// furniture is room for heads of tables and for the foot of the document.
	furniture = 800
)

// MarkdownOptions bound a document.
type MarkdownOptions struct {
	// Limit is how many characters the document has without its appendix, 0 for DefaultLimit. The timeline gives way:
	// its least important entries go first, and it says how many. Only where everything else alone is longer is the
	// limit passed.
	Limit int
	// Appendix is how many characters the full log may have, 0 for DefaultAppendix, NoAppendix for none.
	Appendix int
}

// Markdown writes the document as GitHub-flavoured Markdown. All text of the record is escaped: it can make no heading,
// table, link, mention or HTML. The only HTML is anchors (e-SEQ), line breaks, and comments that name the sections.
func Markdown(w io.Writer, d Document, o MarkdownOptions) error {
	if o.Limit == 0 {
		o.Limit = DefaultLimit
	}
	if o.Appendix == 0 {
		o.Appendix = DefaultAppendix
	}
	m := &markdown{doc: d, anchors: map[uint64]bool{}}
	m.fit(o)
	if _, err := io.WriteString(w, m.document()); err != nil {
		return fmt.Errorf("write the post-mortem of %s: %w", d.Ref, err)
	}
	return nil
}

// markdown is one writing of a document.
type markdown struct {
	doc      Document
	anchors  map[uint64]bool // entries that can be linked to
	timeline []Row           // what of the timeline has room
	appendix []Row
	b        strings.Builder
}

// fit decides what there is room for. What is always there is measured first, with every reference as a link.
func (m *markdown) fit(o MarkdownOptions) {
	for _, r := range m.doc.Log {
		m.anchors[r.Seq] = true
	}
	m.sections()
	room := max(o.Limit-furniture-utf8.RuneCountInString(m.b.String()), min(o.Limit, leastTimeline))
	m.timeline = m.choose(m.curated(), room)
	if o.Appendix > 0 {
		m.appendix = m.choose(m.doc.Log, o.Appendix)
	}
	clear(m.anchors)
	for _, r := range append(append([]Row{}, m.timeline...), m.appendix...) {
		m.anchors[r.Seq] = true
	}
	m.b.Reset()
}

// curated are the rows of the document's timeline.
func (m *markdown) curated() []Row {
	for _, s := range m.doc.Sections {
		for _, b := range s.Blocks {
			if t, ok := b.(Timeline); ok && s.ID == "timeline" {
				return t.Rows
			}
		}
	}
	return nil
}

// choose keeps as many rows as have room, the weightier and then the earlier first, and gives them in their order.
func (m *markdown) choose(rows []Row, room int) []Row {
	keep := make([]bool, len(rows))
	for weight := Starred; weight <= Talk; weight++ {
		for k, r := range rows {
			if r.Weight != weight {
				continue
			}
			if room -= utf8.RuneCountInString(m.row(r, true)); room < 0 {
				return kept(rows, keep)
			}
			keep[k] = true
		}
	}
	return kept(rows, keep)
}

func kept(rows []Row, keep []bool) (some []Row) {
	for k, r := range rows {
		if keep[k] {
			some = append(some, r)
		}
	}
	return some
}

func (m *markdown) document() string {
	m.sections()
	m.fullLog()
	fmt.Fprintf(&m.b, "---\n\nMade by baton from the record of `%s`; its last event is e-%d, with the hash `%s`. The same record gives the same document.\n",
		m.doc.Ref, m.doc.Head.Seq, m.doc.Head.Hash)
	return m.b.String()
}

func (m *markdown) sections() {
	fmt.Fprintf(&m.b, "# Post-mortem: %s\n\n", escapeUnlinked(m.doc.Title))
	if !m.doc.KnownAt.IsZero() {
		fmt.Fprintf(&m.b, "**As known at %s UTC:** what was learned later is not in it.\n\n", m.doc.KnownAt.Format("2006-01-02 15:04"))
	}
	m.b.WriteString("Sections without a mark are computed from the record. “e-12” leads to the entry that a fact rests on. ✎ waits for you.\n\n")
	for _, s := range m.doc.Sections {
		m.section(s)
	}
}

func (m *markdown) section(s Section) {
	fmt.Fprintf(&m.b, "<!-- baton:%s -->\n\n## %s\n\n", s.ID, s.Title)
	if s.Fill == Suggested {
		fmt.Fprintf(&m.b, "*%s*\n\n", s.Fill)
	}
	for _, b := range s.Blocks {
		m.block(s, b)
	}
	fmt.Fprintf(&m.b, "<!-- /baton:%s -->\n\n", s.ID)
}

func (m *markdown) block(s Section, b Block) {
	switch b := b.(type) {
	case Paragraph:
		m.b.WriteString(m.text(b.Text, false) + "\n\n")
	case Prompt:
		m.b.WriteString("✎ *" + escapeUnlinked(string(b)) + "*\n\n")
	case Fields:
		m.fields(b)
	case Table:
		m.table(b)
	case List:
		m.list(b)
	case Quote:
		m.quote(b)
	case Commands:
		m.commands(b)
	case Timeline:
		if s.ID == "timeline" {
			m.rows(m.timeline, true)
			m.leftOut(len(b.Rows)-len(m.timeline), "entries for want of room")
			return
		}
		m.rows(b.Rows, false)
	}
}

// leftOut says how much is missing and where it is.
func (m *markdown) leftOut(n int, what string) {
	if n > 0 {
		fmt.Fprintf(&m.b, "**Left out here: %d %s.** `baton log --json %s` prints every entry.\n\n", n, what, m.doc.Ref)
	}
}

// fullLog is the appendix.
func (m *markdown) fullLog() {
	if len(m.appendix) == 0 {
		return
	}
	m.b.WriteString("<!-- baton:log -->\n\n## Appendix: the full log\n\n")
	if left := len(m.doc.Log) - len(m.appendix); left > 0 {
		m.leftOut(left, fmt.Sprintf("of %d entries, chat first", len(m.doc.Log)))
	} else {
		fmt.Fprintf(&m.b, "All %s.\n\n", counted(len(m.doc.Log), "entry", "entries"))
	}
	inTimeline := map[uint64]bool{}
	for _, r := range m.timeline {
		inTimeline[r.Seq] = true
	}
	for k := range m.appendix {
		if inTimeline[m.appendix[k].Seq] {
			delete(m.anchors, m.appendix[k].Seq) // its anchor stands in the timeline
		}
	}
	m.rows(m.appendix, true)
	m.b.WriteString("<!-- /baton:log -->\n\n")
}
