package incident

import (
	"fmt"
	"strings"
)

// Refusal is why an order is not carried out, and what to type instead. Nothing has happened when one is returned.
type Refusal struct {
	// Reason says in one clause what is wrong.
	Reason string
	// Instead is a line of the grammar, or a few words, that would do what was probably meant.
	Instead string
}

// Error is the whole sentence.
func (r *Refusal) Error() string {
	if r.Instead == "" {
		return r.Reason
	}
	return r.Reason + "; instead: " + r.Instead
}

func refuse(reason, instead string) *Refusal { return &Refusal{Reason: reason, Instead: instead} }

func refusef(instead, reason string, args ...any) *Refusal {
	return refuse(fmt.Sprintf(reason, args...), instead)
}

// quoted shortens and quotes text from a person for an error sentence.
func quoted(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return `"` + strings.ToValidUTF8(s, "?") + `"`
}
