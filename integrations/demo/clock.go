package demo

import "time"

// Clock is the time of the afternoon: it starts at the beginning of the script and runs as many times faster than the
// real one as was asked for.
type Clock struct {
	started time.Time // real
	begin   time.Time // of the script, UTC
	speed   float64
}

// Bounds on how fast the afternoon may run.
const (
	MinSpeed = 1.0
	MaxSpeed = 3600.0
)

// NewClock starts a clock at the beginning of the afternoon.
func NewClock(speed float64) *Clock {
	begin, _ := time.Parse(time.RFC3339, day+"T13:05:00Z")
	return &Clock{started: time.Now(), begin: begin, speed: min(max(speed, MinSpeed), MaxSpeed)}
}

// Now is the time in the afternoon, UTC.
func (c *Clock) Now() time.Time {
	return c.begin.Add(time.Duration(float64(time.Since(c.started)) * c.speed))
}

// until is how long to wait, in real time, until a moment of the afternoon has come.
func (c *Clock) until(at time.Time) time.Duration {
	return time.Duration(float64(at.Sub(c.Now())) / c.speed)
}
