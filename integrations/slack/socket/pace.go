package socket

import "time"

// The waits between attempts: full jitter, so that many apps that lost Slack in one moment do not come back in one.
const (
	firstWait = time.Second
	mostWait  = time.Minute
)

// oldEnough is the age at which a connection counts as one that held: what went wrong before it is forgotten.
const oldEnough = 30 * time.Second

// freeReplacements of young connections are made without a wait: Slack may refresh both right after they were opened.
const freeReplacements = 2

// pace says when the next attempt may begin.
type pace struct {
	rand   func() float64
	failed int // in a row
	free   int
	until  time.Time
}

// fail puts the next attempt off, by atLeast at least.
func (p *pace) fail(now time.Time, atLeast time.Duration) {
	most := min(mostWait, firstWait<<min(p.failed, 10))
	p.failed++
	wait := max(atLeast, time.Duration(p.rand()*float64(most)))
	if until := now.Add(wait); until.After(p.until) {
		p.until = until
	}
}

// replace is for a connection that was told to go: at once, unless that happens again and again.
func (p *pace) replace(now time.Time, age time.Duration) {
	p.aged(age)
	if p.free > 0 {
		p.free--
		return
	}
	p.fail(now, 0)
}

// aged forgets what went wrong if a connection held.
func (p *pace) aged(age time.Duration) {
	if age >= oldEnough {
		p.failed, p.free = 0, freeReplacements
	}
}
