package tui

import (
	"slices"
	"time"

	"baton/timeline/postmortem"
)

// preview is a post-mortem as it would be written, taken apart into pieces of a few lines. A piece names its place in
// the document and holds no text, so that a long timeline costs sixteen bytes a row until it is looked at.
type preview struct {
	doc    postmortem.Document
	pieces []piece
	begins []int // the piece with the heading of each section
	// horizon is the moment whose knowledge it has, zero for all there is; asOf is when its last event was written down.
	horizon, asOf time.Time
}

type pieceKind uint8

const (
	titlePiece   pieceKind = iota
	headingPiece           // of a section
	gapPiece               // an empty line
	wholePiece             // a block that is not parted
	columnsPiece           // the head of a table
	dayPiece               // the day of the rows below
	itemPiece              // a row, a field, a point or a command
	lastPiece              // what the file has besides
)

// piece is a part of the document that is wrapped and scrolled as one.
type piece struct {
	section, block int16
	kind           pieceKind
	item           int32
}

// newPreview takes a document apart.
func newPreview(doc postmortem.Document, horizon, asOf time.Time) *preview {
	doc.Log = nil // the appendix: it is the whole record, which the log page shows
	p := &preview{doc: doc, horizon: horizon, asOf: asOf, pieces: []piece{{kind: titlePiece}, {kind: gapPiece}}}
	for s := range doc.Sections {
		p.begins = append(p.begins, len(p.pieces))
		p.add(s, 0, headingPiece, 0)
		for b := range doc.Sections[s].Blocks {
			p.block(s, b)
			p.add(s, b, gapPiece, 0)
		}
	}
	p.add(max(len(doc.Sections)-1, 0), 0, lastPiece, 0)
	return p
}

func (p *preview) add(section, block int, kind pieceKind, item int) {
	p.pieces = append(p.pieces, piece{section: int16(section), block: int16(block), kind: kind, item: int32(item)})
}

func (p *preview) block(s, b int) {
	switch block := p.doc.Sections[s].Blocks[b].(type) {
	case postmortem.Timeline:
		p.rows(s, b, block.Rows)
	case postmortem.Table:
		p.items(s, b, len(block.Rows), columnsPiece)
	case postmortem.Fields:
		p.items(s, b, len(block))
	case postmortem.List:
		p.items(s, b, len(block.Items))
	case postmortem.Commands:
		p.items(s, b, len(block))
	default:
		p.add(s, b, wholePiece, 0)
	}
}

func (p *preview) items(s, b, n int, before ...pieceKind) {
	for _, kind := range before {
		p.add(s, b, kind, 0)
	}
	for k := range n {
		p.add(s, b, itemPiece, k)
	}
}

// rows are those of a timeline, a head above each day.
func (p *preview) rows(s, b int, rows []postmortem.Row) {
	for k := range rows {
		if k == 0 || !sameDay(rows[k].When.At, rows[k-1].When.At, time.UTC) {
			if k > 0 {
				p.add(s, b, gapPiece, k)
			}
			p.add(s, b, dayPiece, k)
			p.add(s, b, columnsPiece, k)
		}
		p.add(s, b, itemPiece, k)
	}
}

func (p *preview) blockOf(x piece) postmortem.Block {
	return p.doc.Sections[x.section].Blocks[x.block]
}

// spot is a place in a document that is found again in the next one: a section, how many pieces below its heading, and
// in a timeline the entry, because rows come in between.
type spot struct {
	section string
	pieces  int
	entry   uint64
}

func (p *preview) spot(k int) (s spot) {
	x := p.pieces[k]
	if len(p.begins) == 0 || k < p.begins[0] {
		return s
	}
	s.section, s.pieces = p.doc.Sections[x.section].ID, k-p.begins[x.section]
	if x.kind == itemPiece {
		if t, ok := p.blockOf(x).(postmortem.Timeline); ok {
			s.entry = t.Rows[x.item].Seq
		}
	}
	return s
}

// find gives the piece of a spot, or the nearest to it.
func (p *preview) find(s spot) int {
	n := slices.IndexFunc(p.doc.Sections, func(x postmortem.Section) bool { return x.ID == s.section })
	if n < 0 {
		return 0
	}
	from, to := p.begins[n], len(p.pieces)
	if n+1 < len(p.begins) {
		to = p.begins[n+1]
	}
	for k := from; k < to && s.entry != 0; k++ {
		if p.spot(k).entry == s.entry {
			return k
		}
	}
	return min(from+s.pieces, to-1)
}

// toWrite says what of a section a person has to do, and whether there is something to write; what is computed needs no
// words.
func toWrite(s postmortem.Section) (words string, asks bool) {
	asks = asksPerson(s)
	switch {
	case s.Fill == postmortem.ForPerson:
		words = "for a person to write"
	case s.Fill == postmortem.Suggested && asks:
		words = "suggested, to be checked; in part for a person to write"
	case s.Fill == postmortem.Suggested:
		words = "suggested from the record, to be checked"
	case asks:
		words = "in part for a person to write"
	}
	return words, asks
}

// toDo puts it behind a heading.
func (r *row) toDo(s postmortem.Section) *row {
	words, asks := toWrite(s)
	if words == "" {
		return r
	}
	k := r.dim
	if asks {
		k = r.due
	}
	return r.put(k, "("+words+")").gap(1)
}
