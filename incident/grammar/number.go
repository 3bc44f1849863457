package grammar

import (
	"fmt"
	"strconv"
	"strings"
)

// family is a kind of numbered thing and the letter that people put before its number. Entries of the log have none.
type family struct {
	letter byte
	one    string // "an action item"
}

var (
	actions   = family{'a', "an action item"}
	commands  = family{'c', "a command"}
	freezes   = family{'f', "a freeze"}
	followUps = family{'u', "a follow-up"}
	decisions = family{'d', "a decision"}
	entries   = family{'#', "an entry"}
)

var families = []family{actions, commands, freezes, followUps, decisions, entries}

// numeral is a word that has the form of a number: 12, #12, C12.
type numeral struct {
	letter byte // 0 where there is none
	digits string
}

func asNumeral(w word) (numeral, bool) {
	text := strings.ToLower(strings.TrimRight(w.text, ",:"))
	if w.quoted || text == "" {
		return numeral{}, false
	}
	n := numeral{digits: text}
	for _, f := range families {
		if text[0] == f.letter {
			n = numeral{letter: f.letter, digits: text[1:]}
		}
	}
	return n, n.digits != "" && strings.Trim(n.digits, "0123456789") == ""
}

// letter is the letter of the number that comes next, 0 if there is none.
func (c *cursor) letter() byte {
	if !c.more() {
		return 0
	}
	n, ok := asNumeral(c.words[0])
	if !ok || n.letter == '#' {
		return 0
	}
	return n.letter
}

// number takes the number of one of a family. optional gives 0 where there is no number, for the only one there is.
func (c *cursor) number(f family, optional bool) int {
	return int(c.uint(f, optional, strconv.IntSize-1))
}

// entry takes the number of an entry of the log.
func (c *cursor) entry() uint64 { return c.uint(entries, false, 64) }

func (c *cursor) uint(f family, optional bool, bits int) uint64 {
	if !c.more() {
		if !optional {
			c.fail(c.at(), "the number of "+f.one+" is missing")
		}
		return 0
	}
	w := c.words[0]
	n, ok := asNumeral(w)
	if !ok {
		if !optional {
			c.fail(w.at, inQuotes(w.text)+" is not the number of "+f.one)
		}
		return 0
	}
	c.skip(1)
	return c.value(w, n, f, bits)
}

func (c *cursor) value(w word, n numeral, f family, bits int) uint64 {
	if n.letter != 0 && n.letter != '#' && n.letter != f.letter {
		c.fail(w.at, fmt.Sprintf("%s is %s and %s takes %s; text that begins so needs quotes",
			inQuotes(w.text), familyOf(n.letter).one, c.verb.Name, f.one))
		return 0
	}
	no, err := strconv.ParseUint(n.digits, 10, bits)
	switch {
	case err != nil:
		c.fail(w.at, inQuotes(w.text)+" is too large for a number; text that begins so needs quotes")
		return 0
	case no == 0:
		c.fail(w.at, inQuotes(w.text)+" is no number of anything, they count from 1; text that begins so needs quotes")
	}
	return no
}

func familyOf(letter byte) family {
	for _, f := range families {
		if f.letter == letter {
			return f
		}
	}
	return entries
}
