package secret

import (
	"fmt"
	"io"
)

// mask is what everybody sees of a secret but who calls Reveal.
const mask = "[secret]"

// Secret is a text that shows itself to nobody who prints, formats or marshals it. The text is held by a function:
// fmt walks through unexported fields and pointers without asking their methods, and a function is the one thing that
// neither it nor a JSON encoder looks into.
type Secret struct{ reveal func() string }

// New keeps a text to itself.
func New(text string) Secret { return Secret{reveal: func() string { return text }} }

// Reveal gives the text to the one who sends it to where it belongs.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// IsZero tells whether there is nothing to hide.
func (s Secret) IsZero() bool { return s.Reveal() == "" }

// String is the mask.
func (s Secret) String() string { return mask }

// GoString is the mask.
func (s Secret) GoString() string { return mask }

// Format writes the mask for every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, mask) }

// MarshalText is the mask, in JSON, in YAML and in a structured log alike.
func (s Secret) MarshalText() ([]byte, error) { return []byte(mask), nil }
