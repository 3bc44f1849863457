package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"baton/incident"
)

// checker looks at each event of a file for what the chain of hashes says nothing about: whether this program can work
// with the log once it is there. It keeps the fold, and twenty-four bytes for every key.
type checker struct {
	state  incident.Incident
	strict bool // refuse text that could drive a terminal
	keys   []keyAt
	newer  int // events of kinds that this program does not know
}

// keyAt is a key's hash and the line that has it.
type keyAt struct {
	sum  [16]byte
	line int
}

func (c *checker) check(s scanned) error {
	f, err := s.event.Fact()
	if err != nil {
		return &LineError{s.line, fmt.Sprintf("does not hold what its kind %q promises", s.event.Kind)}
	}
	if _, newer := f.(incident.Unrecognised); newer {
		c.newer++
	}
	if c.state, err = incident.Apply(c.state, s.event); err != nil {
		return &LineError{s.line, "cannot follow from the lines before it: " + plainly(err)}
	}
	if c.strict && drivesTerminal(s.event) {
		return &LineError{s.line, "holds control characters, which could drive a terminal; --trust takes the file as it is"}
	}
	if s.event.Key != "" {
		sum := sha256.Sum256([]byte(s.event.Key))
		c.keys = append(c.keys, keyAt{[16]byte(sum[:]), s.line})
	}
	return nil
}

// repeated finds a key that two lines have, which no log holds.
func (c *checker) repeated() error {
	slices.SortFunc(c.keys, func(a, b keyAt) int {
		if order := bytes.Compare(a.sum[:], b.sum[:]); order != 0 {
			return order
		}
		return a.line - b.line
	})
	for k := 1; k < len(c.keys); k++ {
		if a, b := c.keys[k-1], c.keys[k]; a.sum == b.sum {
			return &LineError{b.line, fmt.Sprintf("has the key of line %d, and keys are there once", a.line)}
		}
	}
	return nil
}

// drivesTerminal tells whether any text of the event holds what a terminal would obey. The doors through which events
// are made let none of it in.
func drivesTerminal(e incident.Event) bool {
	for _, s := range []string{string(e.Kind), string(e.Actor), string(e.EnteredBy), string(e.Origin), e.Key} {
		if unsafe(s) {
			return true
		}
	}
	dec := json.NewDecoder(bytes.NewReader(e.Data))
	for {
		t, err := dec.Token()
		if err != nil {
			return !errors.Is(err, io.EOF) && unsafe(string(e.Data))
		}
		if s, ok := t.(string); ok && unsafe(s) {
			return true
		}
	}
}

func unsafe(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r)
	}) >= 0
}
