package capture

// clause is what the walk over a sentence remembers between its words: how its last
// command was introduced, while only words that join follow it, and whether it
// gives an order.
type clause struct {
	s       string
	carried lead // of the last command; afterNoun where talk has gone on since
	ordered bool
	pause   bool // the word before ended in a comma
	between bool // two things are compared
	output  bool // the word before was output or result
}

// command notes that a command was found behind a lead, and gives the lead of what
// comes next behind its end at s[i]: a comma there joins it to another.
func (c *clause) command(ld lead, i int) lead {
	c.carried = min(ld, afterRun)
	if c.between {
		c.carried = afterRun
	}
	c.pause = false
	if i < len(c.s) && c.s[i] == ',' {
		return c.next(midway)
	}
	return midway
}

// lead corrects what the word w alone makes of the next one by the words before it.
func (c *clause) lead(w word, before, ld lead) lead {
	t := w.in(c.s)
	class := classOf(t)
	if (before == atStart || c.pause || before == joined) && class&order != 0 {
		c.ordered = true
	}
	output := c.output
	c.output = class&outcome != 0
	c.pause = w.stops() && c.s[w.core] == ','
	if t == "" && w.full(c.s) == "," || class&joining != 0 && !(w.stops() && !c.pause) {
		return c.next(ld)
	}
	c.carried = afterNoun
	c.between = t == "between" || c.between && !w.stops()
	switch {
	case w.stops() && !c.pause:
		c.ordered = false
	case c.ordered && class&means != 0, output && t == "of", class&pressing != 0:
		return max(ld, joined)
	case class&beginning != 0 && scriptOf(nextWord(c.s, w.end, len(c.s)).in(c.s)):
		return afterRun
	}
	return ld
}

// next is the lead behind a word that joins.
func (c *clause) next(ld lead) lead {
	switch {
	case c.carried > atStart:
		return max(ld, joined)
	case c.carried == afterVerb:
		return max(ld, afterVerb)
	case c.carried == atStart:
		return max(ld, joined)
	}
	return ld
}

// The words that a clause is read by.
var (
	joinings   = wordSet(`and then or & plus before`)
	meansWords = wordSet(`with using via`)
	outcomes   = wordSet(`output outputs result results`)
	pressings  = wordSet(`hit fire`)
	beginnings = wordSet(`started launched kicked`)
)
