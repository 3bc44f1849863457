package grammar

import "time"

// ParseTime reads one exact time, as a line of the prompt would have it: "14:32", "-5m", "14:32 Europe/Paris",
// "2023-01-04 14:32". The result is UTC; the error is a *ParseError.
func (r Reader) ParseTime(text string) (time.Time, error) {
	c := r.cursor(text)
	c.verb = &verb{Verb: Verb{Example: "14:32"}}
	at := c.needTime("the time")
	c.end()
	if c.fault != nil {
		return time.Time{}, c.fault
	}
	return at, nil
}
