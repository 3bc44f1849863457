package incident

import (
	"fmt"
	"strings"
)

// Tier is who is told of an incident. Moving up is an upgrade. It says nothing of the severity.
type Tier uint8

// Tiers, lowest first.
const (
	Engineering Tier = iota // those who look at the channel
	Internal                // the whole company
	Public                  // customers
)

var tierNames = []string{"engineering", "internal", "public"}

// String is the tier's name.
func (t Tier) String() string { return nameOf(tierNames, int(t)) }

func (t Tier) check() error {
	if t > Public {
		return refuse("that tier does not exist", "engineering, internal or public")
	}
	return nil
}

// ParseTier reads a tier or the beginning of one, "int" for internal.
func ParseTier(s string) (Tier, error) {
	n, ok := oneOf(tierNames, s)
	if !ok {
		return 0, refuse(quoted(s)+" is not a tier", "engineering, internal or public")
	}
	return Tier(n), nil
}

// MarshalText writes the name; a tier that does not exist is an error.
func (t Tier) MarshalText() ([]byte, error) { return nameText(tierNames, int(t)) }

// UnmarshalText reads a name.
func (t *Tier) UnmarshalText(b []byte) (err error) {
	*t, err = ParseTier(string(b))
	return err
}

// Severity is how bad it is: SEV-1 is the worst, SEV-5 the mildest, 0 is not judged yet.
type Severity uint8

// Bounds of a judged severity.
const (
	Worst   Severity = 1
	Mildest Severity = 5
)

// String is "SEV-2", or "SEV-?" while nobody has judged it.
func (s Severity) String() string {
	if s == 0 {
		return "SEV-?"
	}
	return fmt.Sprintf("SEV-%d", uint8(s))
}

// ParseSeverity reads "2", "sev2" or "SEV-2".
func ParseSeverity(s string) (Severity, error) {
	digit := strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(s), "sev"), "-")
	switch digit {
	case "?":
		return 0, nil
	case "":
		return 0, refuse("no severity is named, it runs from 1 (worst) to 5", "sev 2")
	}
	if len(digit) != 1 || digit[0] < '1' || digit[0] > '5' {
		return 0, refuse(quoted(s)+" is not a severity, which runs from 1 (worst) to 5", "sev 2")
	}
	return Severity(digit[0] - '0'), nil
}

// MarshalText writes String; a severity that does not exist is an error.
func (s Severity) MarshalText() ([]byte, error) {
	if s > Mildest {
		return nil, fmt.Errorf("severity %d does not exist", uint8(s))
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (s *Severity) UnmarshalText(b []byte) (err error) {
	*s, err = ParseSeverity(string(b))
	return err
}

// Status is how far the response has come.
type Status uint8

// Statuses, in their usual order.
const (
	Investigating Status = iota
	Identified           // the cause is known
	Monitoring           // mended, watched
	Resolved
	// Past: over, and when it was resolved is not in the record. Only what comes in from an archive begins with it.
	Past
)

var statusNames = []string{"investigating", "identified", "monitoring", "resolved", "past"}

// String is the status's name.
func (s Status) String() string { return nameOf(statusNames, int(s)) }

// ParseStatus reads a status or the beginning of one, "mon" for monitoring.
func ParseStatus(s string) (Status, error) {
	n, ok := oneOf(statusNames, s)
	if !ok {
		return 0, refuse(quoted(s)+" is not a status", "investigating, identified, monitoring or resolved")
	}
	return Status(n), nil
}

// MarshalText writes the name; a status that does not exist is an error.
func (s Status) MarshalText() ([]byte, error) { return nameText(statusNames, int(s)) }

// UnmarshalText reads a name.
func (s *Status) UnmarshalText(b []byte) (err error) {
	*s, err = ParseStatus(string(b))
	return err
}

func nameOf(names []string, n int) string {
	if n < len(names) {
		return names[n]
	}
	return fmt.Sprintf("unknown (%d)", n)
}

// nameText refuses what could not be read back.
func nameText(names []string, n int) ([]byte, error) {
	if n >= len(names) {
		return nil, fmt.Errorf("%d is none of %s", n, strings.Join(names, ", "))
	}
	return []byte(names[n]), nil
}

// oneOf finds the only name that s begins.
func oneOf(names []string, s string) (found int, ok bool) {
	s = strings.ToLower(s)
	for n, name := range names {
		if s != "" && strings.HasPrefix(name, s) {
			if ok {
				return 0, false
			}
			found, ok = n, true
		}
	}
	return found, ok
}
