package archive

import (
	"fmt"
	"sync"

	"baton/integrations/clean"
)

// Fault is one thing that could not be read, and why, in one sentence.
type Fault struct {
	// Path is the place inside the export.
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// maxFaults bounds how many faults are named; the others are only counted.
const maxFaults = 100

// faultList gathers faults from several goroutines.
type faultList struct {
	mu    sync.Mutex
	named []Fault
	more  int
}

// add names a fault. Both texts come from outside and are made safe.
func (l *faultList) add(path, reason string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.named) == maxFaults {
		l.more++
		return
	}
	reason, _ = clean.Secrets(clean.Title(fmt.Sprintf(reason, args...), 300))
	l.named = append(l.named, Fault{Path: clean.Title(path, 200), Reason: reason})
}

func (l *faultList) list() (named []Fault, more int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Fault(nil), l.named...), l.more
}

// clone is a list of its own that begins with these faults.
func (l *faultList) clone() *faultList {
	named, more := l.list()
	return &faultList{named: named, more: more}
}
