package socket

import "time"

// State is what a console shows of the connections.
type State struct {
	Connections int       // by which things come in: 0, 1 or 2. One that was told to go counts until it ends or is replaced
	Since       time.Time // there has been one without a break, UTC; zero while there is none
	Down        time.Time // there has been none, UTC; zero while there is one
	Problem     string    // a sentence on what went wrong last; "" since a connection was made
}

// next is the state after s with n connections.
func (s State) next(n int, problem string, now time.Time) State {
	now = now.UTC()
	switch {
	case n > 0 && s.Connections == 0:
		s.Since, s.Down = now, time.Time{}
	case n == 0 && (s.Connections > 0 || s.Down.IsZero()):
		s.Since, s.Down = time.Time{}, now
	}
	s.Connections, s.Problem = n, problem
	return s
}
