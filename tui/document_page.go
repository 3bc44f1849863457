package tui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// documentPage is the post-mortem as it would be written now, made anew while the log moves.
type documentPage struct {
	*subject
	w, h int

	preview *preview // nil until it is made
	making  bool
	next    time.Time // not before then it is made anew
	err     error     // why it could not be made last time
	saving  *saving   // a file that is asked for or being written

	top, skip int // the first piece on the screen, and how many of its lines are above
	drawn     drawnPieces
}

func newDocumentPage(s *subject) *documentPage { return &documentPage{subject: s} }

func (p *documentPage) place() place                  { return onDocument }
func (p *documentPage) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (p *documentPage) paste(string) tea.Cmd          { return nil }

func (p *documentPage) resize(w, h int) {
	p.w, p.h = w, h
	if d := &p.drawn; d.of != p.preview || d.w != w || d.th != p.app.th {
		*d = drawnPieces{of: p.preview, w: w, th: p.app.th, lines: map[int][]string{}, grids: map[[2]int16]*grid{}}
	}
	if p.shown() != nil {
		p.skip = min(p.skip, max(p.height(p.top)-1, 0))
	}
}

// horizon is the moment whose knowledge the document is to have, zero for now.
func (p *documentPage) horizon() time.Time {
	if p.past != nil {
		return p.past.at
	}
	return time.Time{}
}

// shown is the document that may be looked at: one of another moment could tell what was not known yet.
func (p *documentPage) shown() *preview {
	if p.preview == nil || !p.preview.horizon.Equal(p.horizon()) {
		return nil
	}
	return p.preview
}

// The document is made anew at most so often, and less often where making it takes long.
const (
	renewEvery = 5 * time.Second
	restFor    = 4 // times as long as it took
)

// renew makes the document where there is none of this moment, or where the log has gone on since. It is asked after
// every message while the page is open, and time passes for it with the ticks.
func (p *documentPage) renew() tea.Cmd {
	state, shown := p.state(), p.shown()
	fresh := shown != nil && (p.past != nil || shown.doc.Head.Seq >= state.Seq)
	early := p.app.now.Before(p.next) && (shown != nil || p.err != nil)
	if p.making || fresh || early || state.Ref == incident.Ref("") {
		return nil
	}
	p.making = true
	return p.app.fx.makeDocument(p.ref, p.visit, p.horizon())
}

// made takes the new document. What was at the top stays there.
func (p *documentPage) made(m documentMadeMsg) {
	p.making, p.err = false, m.err
	p.next = p.app.now.Add(max(renewEvery, restFor*m.took))
	if m.err != nil {
		return
	}
	if old := p.preview; old != nil {
		p.top = m.preview.find(old.spot(p.top))
	}
	p.preview = m.preview
}

// drawnPieces are the lines of what was looked at, kept until the document or its shape changes.
type drawnPieces struct {
	of    *preview
	w     int
	th    *theme
	lines map[int][]string
	grids map[[2]int16]*grid
}

// mostDrawn bounds them.
const mostDrawn = 2048

func (p *documentPage) lines(k int) []string {
	d := &p.drawn
	if lines, ok := d.lines[k]; ok {
		return lines
	}
	if len(d.lines) >= mostDrawn {
		clear(d.lines)
	}
	x := d.of.pieces[k]
	d.lines[k] = d.of.draw(x, d.th, d.grid(x), d.w)
	return d.lines[k]
}

// grid is how the table that a piece is of is fitted to the width.
func (d *drawnPieces) grid(x piece) *grid {
	if x.kind != itemPiece && x.kind != columnsPiece {
		return nil
	}
	id := [2]int16{x.section, x.block}
	if d.grids[id] == nil {
		d.grids[id] = d.of.gridOf(x, d.th, d.w-2)
	}
	return d.grids[id]
}

func (p *documentPage) height(k int) int { return len(p.lines(k)) }

// room is how many lines of the document are on the screen.
func (p *documentPage) room() int { return max(p.h-1, 1) }

// last is the window that ends with the document.
func (p *documentPage) last() (top, skip int) {
	for lines, k := 0, len(p.preview.pieces)-1; k >= 0; k-- {
		if lines += p.height(k); lines >= p.room() {
			return k, lines - p.room()
		}
	}
	return 0, 0
}

// scroll moves by lines, downwards no further than to the end.
func (p *documentPage) scroll(lines int) tea.Cmd {
	if p.shown() == nil {
		return nil
	}
	top, skip := p.top, p.skip+lines
	for skip < 0 && top > 0 {
		top--
		skip += p.height(top)
	}
	for top < len(p.preview.pieces)-1 && skip >= p.height(top) {
		skip -= p.height(top)
		top++
	}
	if end, endSkip := p.last(); lines > 0 && (top > end || top == end && skip > endSkip) {
		if p.top > end || p.top == end && p.skip > endSkip {
			return nil // a heading was brought to the top, which is as far as it goes
		}
		top, skip = end, endSkip
	}
	p.top, p.skip = top, max(skip, 0)
	return nil
}

func (p *documentPage) up() tea.Cmd       { return p.scroll(-1) }
func (p *documentPage) down() tea.Cmd     { return p.scroll(1) }
func (p *documentPage) pageUp() tea.Cmd   { return p.scroll(-max(p.room()-1, 1)) }
func (p *documentPage) pageDown() tea.Cmd { return p.scroll(max(p.room()-1, 1)) }

// click does nothing: there is nothing to choose in a document.
func (p *documentPage) click(int, int) tea.Cmd { return nil }

func (p *documentPage) wheel(_, _, lines int) tea.Cmd { return p.scroll(lines) }

func (p *documentPage) start() tea.Cmd {
	p.top, p.skip = 0, 0
	return nil
}

func (p *documentPage) end() tea.Cmd {
	if p.shown() != nil {
		p.top, p.skip = p.last()
	}
	return nil
}

// section is the one at the top of the screen; -1 above the first.
func (p *documentPage) section() int {
	at := -1
	for n, begin := range p.preview.begins {
		if begin <= p.top {
			at = n
		}
	}
	return at
}

// toSection brings a heading to the top of the screen.
func (p *documentPage) toSection(n int) tea.Cmd {
	if begins := p.preview.begins; n < 0 || len(begins) == 0 {
		p.top, p.skip = 0, 0
	} else {
		p.top, p.skip = begins[min(n, len(begins)-1)], 0
	}
	return nil
}

func (p *documentPage) nextHeading() tea.Cmd { return p.toSection(p.section() + 1) }

// previousHeading goes to the beginning of the section first, then to the one before.
func (p *documentPage) previousHeading() tea.Cmd {
	n := p.section()
	if n >= 0 && p.top == p.preview.begins[n] && p.skip == 0 {
		n--
	}
	return p.toSection(n)
}

func (p *documentPage) draw() ([]string, *tea.Cursor) {
	lines := []string{p.app.th.heading("Document", p.about(), true, p.w)}
	switch {
	case p.shown() == nil:
		lines = append(lines, p.app.th.row(p.w).gap(1).put(p.app.th.dim, p.instead()).done())
	default:
		skip := p.skip
		for k := p.top; k < len(p.preview.pieces) && len(lines) < p.h; k++ {
			piece := p.lines(k)
			lines = append(lines, piece[min(skip, len(piece)):]...)
			skip = max(skip-len(piece), 0)
		}
	}
	for len(lines) < p.h {
		lines = append(lines, blank(p.w))
	}
	return lines[:p.h], nil
}

// about says what the document rests on, and where in it the screen is.
func (p *documentPage) about() string {
	shown := p.shown()
	if shown == nil {
		return ""
	}
	about := fmt.Sprintf("as of entry %d, %s", shown.doc.Head.Seq, p.stamp(shown.asOf))
	switch {
	case p.making:
		about += ", being written anew"
	case p.err != nil:
		about += fmt.Sprintf(", CANNOT BE WRITTEN ANEW: %s", p.err)
	}
	if n := p.section(); n >= 0 {
		about += fmt.Sprintf("; %d of %d: %s", n+1, len(shown.doc.Sections), shown.doc.Sections[n].Title)
	}
	return about
}

// instead is what stands where there is no document yet.
func (p *documentPage) instead() string {
	if p.err != nil {
		return fmt.Sprintf("CANNOT BE WRITTEN: %s; trying again every %s", p.err, renewEvery)
	}
	return "being written" + p.app.th.more
}

func (p *documentPage) stamp(at time.Time) string {
	if sameDay(at, p.now(), p.app.zone) {
		return at.In(p.app.zone).Format("15:04")
	}
	return at.In(p.app.zone).Format("Mon 2 Jan 2006 15:04")
}
