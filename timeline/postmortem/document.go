package postmortem

import (
	"time"

	"baton/incident"
	"baton/timeline"
)

// Document is a post-mortem without a format.
type Document struct {
	Ref   incident.Ref
	Title string
	// Zone is the zone whose clock stands beside UTC, nil for UTC alone.
	Zone *time.Location
	// KnownAt is the moment whose knowledge the document has, zero for all there is.
	KnownAt time.Time
	// Head is the place and the hash of the last event that the document rests on.
	Head     timeline.Head
	Sections []Section
	// Log is every entry, in the order in which things happened: the appendix.
	Log []Row
}

// Fill says where a section's content comes from.
type Fill uint8

// Fills of a section.
const (
	FromRecord Fill = iota // computed from the record, nothing added
	Suggested              // worded from the record, to be read and confirmed by a person
	ForPerson              // only a person can write it
)

// String says it to a reader.
func (f Fill) String() string {
	switch f {
	case Suggested:
		return "Suggested from the record, please check"
	case ForPerson:
		return "For you to write"
	}
	return "From the record"
}

// Section is one part of the document. ID is stable and fit for an anchor.
type Section struct {
	ID     string
	Title  string
	Fill   Fill
	Blocks []Block
}

// Block is a part of a section: Paragraph, Fields, Table, List, Quote, Commands, Timeline or Prompt.
type Block interface{ block() }

// Paragraph is running text.
type Paragraph struct{ Text Text }

// Fields are labelled values, one a line.
type Fields []Field

// Field is one labelled value.
type Field struct {
	Label string
	Value Text
}

// Table has a head and rows of as many cells. Notable are the places of the rows to keep where not all have room.
type Table struct {
	What    string // what the rows are, in the plural, for the sentence that says how many were left out
	Columns []string
	Rows    [][]Text
	Notable []int
}

// List is a list of points.
type List struct {
	What  string
	Items []Item
}

// Item is one point; Box says whether it has a box to tick, and Done whether it is ticked.
type Item struct {
	Text      Text
	Box, Done bool
}

// Quote is text as somebody wrote it, with a line before it that says who, when and to whom.
type Quote struct {
	Head Text
	Text string
}

// Commands are commands with what became of each.
type Commands []CommandItem

// CommandItem is one command. Text may have more than one line.
type CommandItem struct {
	Name    string // "C3"
	Text    string
	Story   Text // who showed, confirmed and ran it
	Outputs []Quote
	Notable bool // unconfirmed, failed, objected to or undone
}

// Timeline is a selection of the entries.
type Timeline struct {
	Rows []Row
	// Of is how many entries there are in all.
	Of int
}

// Prompt asks a person for something.
type Prompt string

func (Paragraph) block() {}
func (Fields) block()    {}
func (Table) block()     {}
func (List) block()      {}
func (Quote) block()     {}
func (Commands) block()  {}
func (Timeline) block()  {}
func (Prompt) block()    {}

// Row is one entry of a timeline.
type Row struct {
	Seq     uint64
	When    incident.When
	By      string
	Kind    incident.Kind
	Text    Text
	Starred bool
	Tags    []string
	Chat    bool
	// Struck: the entry was retracted, or its message deleted.
	Struck bool
	// MergedTo is the entry that this one repeats, 0 for none.
	MergedTo uint64
	// Marks say in a few words what happened to the entry since: "corrected", "edited", "same as e-12".
	Marks []string
	// Weight says how much the entry matters to a reader who has little time, the least first.
	Weight Weight
}

// Weight orders entries by how much they matter.
type Weight uint8

// Weights.
const (
	Starred   Weight = iota // somebody said so
	Milestone               // scales, roles, impact, freezes, decisions, updates
	Step                    // action items, commands, notes, links
	Talk                    // chat
)

// Text is a run of spans.
type Text []Span

// Span is a piece of text in one style, or the reference to an entry.
type Span struct {
	Text  string
	Style Style
	URL   string // where it leads, http or https
	Entry uint64 // the entry that the text before it rests on; Text is then empty
}

// Style is how a span looks.
type Style uint8

// Styles.
const (
	Plain Style = iota
	Strong
	Code
)

func say(s string) Text    { return Text{{Text: s}} }
func strong(s string) Text { return Text{{Text: s, Style: Strong}} }
func code(s string) Text   { return Text{{Text: s, Style: Code}} }

// by refers to the entries that the text rests on; zero is none.
func (t Text) by(entries ...uint64) Text {
	for _, seq := range entries {
		if seq != 0 {
			t = append(t, Span{Entry: seq})
		}
	}
	return t
}

func (t Text) and(more ...Text) Text {
	for _, m := range more {
		t = append(t, m...)
	}
	return t
}
