package demo

import "time"

// Clock is the time of the afternoon: it starts at the beginning of the script and runs as many times faster than the
// real one as was asked for. After the end of the story it goes on at the pace of the real one.
type Clock struct {
	started    time.Time // real
	begin, end time.Time // of the script, UTC
	speed      float64
}

// Bounds on how fast the afternoon may run.
const (
	MinSpeed = 1.0
	MaxSpeed = 3600.0
)

// NewClock starts a clock at the beginning of the afternoon.
func NewClock(speed float64) *Clock {
	begin, _ := time.Parse(time.RFC3339, day+"T13:05:00Z")
	end, _ := time.Parse(time.RFC3339, day+"T16:45:00Z")
	return &Clock{started: time.Now(), begin: begin, end: end, speed: min(max(speed, MinSpeed), MaxSpeed)}
}

// Now is the time in the afternoon, UTC.
func (c *Clock) Now() time.Time {
	passed := time.Since(c.started)
	now := c.begin.Add(time.Duration(float64(passed) * c.speed))
	if !now.After(c.end) {
		return now
	}
	story := time.Duration(float64(c.end.Sub(c.begin)) / c.speed)
	return c.end.Add(passed - story)
}

// until is how long to wait, in real time, until a moment of the afternoon has come.
func (c *Clock) until(at time.Time) time.Duration {
	return time.Duration(float64(at.Sub(c.Now())) / c.speed)
}
