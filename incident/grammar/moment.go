package grammar

import "time"

// ParseTime reads one exact time, as it can stand before an order: "14:32", "-5m", "14:32 Europe/Paris",
// "2023-01-04 14:32", or "now". The result is UTC; the error is a *ParseError.
//
// It is for looking into a record, so a bare time is of the day that Started lies in the middle of, once that is over.
func (r Reader) ParseTime(text string) (time.Time, error) {
	c := r.cursor(text)
	c.verb = &verb{Verb: Verb{Name: "a time", Example: "14:32, -5m or 2023-01-04 14:32"}}
	if !r.Started.IsZero() && r.Now.Sub(r.Started) > 2*longBefore {
		c.limit = r.Started.Add(longBefore)
	}
	at := c.needTime("the time")
	c.end()
	if c.fault != nil {
		return time.Time{}, c.fault
	}
	return at, nil
}
