package table

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"baton/incident"
	"baton/integrations/clean"
)

// entry is a row that can be recorded.
type entry struct {
	line  int
	when  when
	place time.Time // of an entry whose time is unknown: that of its neighbour
	actor incident.Person
	name  string // the actor's, where the handle does not say it all
	order incident.Order
	key   string
}

// parser makes entries of rows.
type parser struct {
	rows     *rows
	columns  columns
	calendar calendar
	zone     *time.Location
	now      time.Time
	entries  []entry
	seen     map[string]int
	report   *Report
}

// header reads the first line that has anything on it. A sheet without names of columns begins with a row.
func (p *parser) header() error {
	p.seen = map[string]int{}
	for {
		first, ok := p.rows.next()
		switch {
		case !ok:
			return errors.New("it has no rows")
		case first.err != nil:
			return fmt.Errorf("line %d: %w", first.line, first.err)
		case first.blank():
			continue
		}
		c, named, err := find(first)
		if err != nil {
			return err
		}
		if p.columns = c; c.zoned != nil {
			p.zone = c.zoned
		}
		if !named {
			p.take(first)
		}
		return nil
	}
}

// take reads one row.
func (p *parser) take(r row) {
	if r.blank() {
		return
	}
	p.report.Rows++
	e, err := p.entry(r)
	if err != nil {
		p.report.Skipped++
		p.report.fault(r.line, err)
		return
	}
	p.entries = append(p.entries, e)
}

func (p *parser) entry(r row) (e entry, err error) {
	if r.err != nil {
		return e, r.err
	}
	c, zone := p.columns, p.zone
	if named := of(r.cells, c.zone); named != "" {
		if zone, err = zoneOf(named); err != nil {
			return e, err
		}
	}
	text := p.text(of(r.cells, c.text))
	if text == "" {
		return e, errors.New("it has no text")
	}
	before := p.calendar
	e.line = r.line
	if e.when, err = p.calendar.read(of(r.cells, c.date), of(r.cells, c.time), of(r.cells, c.until), zone); err != nil {
		p.calendar = before
		return e, err
	}
	if e.when.from.at.After(p.now) {
		p.calendar = before
		return e, fmt.Errorf("%s is in the future", e.when.from.at.Format("2006-01-02 15:04"))
	}
	e.actor, e.name = actorOf(of(r.cells, c.actor))
	e.order = orderOf(label(of(r.cells, c.kind), 100), text)
	e.key = p.keyOf(r)
	return e, nil
}

// maxText is what the record takes as one text, in characters.
const maxText = 20_000

// text makes a cell safe, and cuts what is too long with a mark that is seen.
func (p *parser) text(cell string) string {
	text, _ := clean.Secrets(strings.TrimSpace(clean.Text(cell)))
	const mark = " … [cut]"
	if runes := []rune(text); len(runes) > maxText {
		p.report.Cut++
		text = string(runes[:maxText-len([]rune(mark))]) + mark
	}
	return text
}

func label(s string, most int) string {
	s, _ = clean.Secrets(clean.Title(s, most))
	return s
}

// keyOf is made of what stands in the row, and of how often it stood there before.
func (p *parser) keyOf(r row) string {
	h := sha256.New()
	for _, place := range []int{p.columns.date, p.columns.time, p.columns.until, p.columns.zone, p.columns.actor, p.columns.kind, p.columns.text} {
		fmt.Fprintf(h, "%q\n", of(r.cells, place))
	}
	sum := hex.EncodeToString(h.Sum(nil)[:12])
	p.seen[sum]++
	return fmt.Sprintf("csv:%s:%d", sum, p.seen[sum])
}

// orderOf picks the order for a kind of row. Kinds that baton does not know are kept as they are.
func orderOf(kind, text string) incident.Order {
	switch strings.ToLower(kind) {
	case "note", "notes":
		return incident.Note{Text: text}
	case "link", "url":
		if l, ok := linkOf(text); ok {
			return l
		}
	}
	return incident.Observe{Sort: kind, Text: text}
}

// linkOf finds the address of a link, and takes the rest as its title.
func linkOf(text string) (incident.AddLink, bool) {
	words := strings.Fields(text)
	k := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "http://") })
	if k < 0 || len([]rune(text)) > 2000 {
		return incident.AddLink{}, false
	}
	return incident.AddLink{URL: words[k], Title: strings.Join(slices.Delete(slices.Clone(words), k, k+1), " ")}, true
}

// actorOf gives the handle for whoever a cell names, and the name as it is written where a handle cannot say it.
func actorOf(cell string) (incident.Person, string) {
	cell = label(cell, 200)
	if p, err := incident.ParsePerson(cell); err == nil {
		return p, ""
	}
	handle := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '-' {
			return r
		}
		return '_'
	}, strings.ToLower(cell))
	for len(handle) > 80 {
		handle = string([]rune(handle)[:len([]rune(handle))-1])
	}
	p, err := incident.ParsePerson(strings.Trim(handle, "_"))
	if err != nil {
		return incident.Nobody, ""
	}
	return p, cell
}

// placed gives the entries, those without a time at the place of the row before, or of the first that has one.
func (p *parser) placed() []entry {
	var place time.Time
	for _, e := range p.entries {
		if !e.when.unknown {
			place = e.when.from.at
			break
		}
	}
	if place.IsZero() {
		place = p.now
		if d := p.calendar.day; !d.isZero() {
			place = time.Date(d.year, d.month, d.date, 0, 0, 0, 0, p.zone)
		}
	}
	for k := range p.entries {
		e := &p.entries[k]
		if !e.when.unknown {
			place = e.when.from.at
		}
		e.place = place
	}
	return p.entries
}
