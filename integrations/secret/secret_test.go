package secret

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"pgregory.net/rapid"
)

// holder has a secret as structs have them: in sight and out of it, behind a pointer, in a slice and in a map.
type holder struct {
	Shown  Secret
	hidden Secret
	Behind *Secret
	Many   []Secret
	Named  map[string]Secret
	Any    any
}

// TestNoVerbShowsASecret: every verb, with every flag, of the secret itself and of whatever holds one.
func TestNoVerbShowsASecret(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`xoxb-[0-9]{6}-[a-zA-Z0-9]{12}`).Draw(t, "token")
		verb := rapid.StringMatching(`%[-+# 0]{0,3}[0-9]{0,2}(\.[0-9])?[a-zA-Z]`).Draw(t, "verb")
		s := New(text)
		h := holder{Shown: s, hidden: s, Behind: &s, Many: []Secret{s}, Named: map[string]Secret{"x": s}, Any: s}
		for _, v := range []any{s, &s, h, &h, []any{s, h}, fmt.Errorf("with %v: %w", s, errors.New(fmt.Sprint(h)))} {
			if shown := fmt.Sprintf(verb, v); reveals(shown, text) {
				t.Fatalf("%s of %T shows the secret: %s", verb, v, shown)
			}
		}
		if fmt.Sprint(s) != mask || fmt.Sprintf("%#v", s) != mask {
			t.Fatalf("%v and %#v are not the mask", s, s)
		}
	})
}

// reveals tells whether the secret part of a token can be read in a text, as it is or as numbers in base sixteen.
func reveals(shown, token string) bool {
	tail := token[len(token)-12:]
	shown = strings.ToLower(shown)
	return strings.Contains(shown, strings.ToLower(tail)) || strings.Contains(strings.ReplaceAll(shown, " ", ""), fmt.Sprintf("%x", tail))
}

func TestNoEncoderShowsASecret(t *testing.T) {
	const text = "xoxb-123456-abcdefghijkl"
	s := New(text)
	h := holder{Shown: s, hidden: s, Behind: &s, Many: []Secret{s}, Named: map[string]Secret{"x": s}, Any: s}
	asJSON, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	asYAML, err := yaml.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	asXML, err := xml.Marshal([]Secret{s})
	if err != nil {
		t.Fatal(err)
	}
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "s", s, "h", h)
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "s", s, "h", h)
	for _, shown := range []string{string(asJSON), string(asYAML), string(asXML), logged.String()} {
		if reveals(shown, text) || !strings.Contains(shown, mask) {
			t.Errorf("no mask, or the secret, in %s", shown)
		}
	}
	if s.Reveal() != text || s.IsZero() || !(Secret{}).IsZero() || (Secret{}).Reveal() != "" {
		t.Error("a secret does not keep its text")
	}
}

// FuzzSecret: whatever the token is, no format gives it back that did not have it already.
func FuzzSecret(f *testing.F) {
	f.Add("1-a", "%+v")
	f.Add("1-b", "%p %[1]x %!")
	f.Fuzz(func(t *testing.T, rest, format string) {
		text := "xoxb-" + rest
		if strings.Contains(format, text) {
			return
		}
		type unseen struct{ s Secret }
		s := New(text)
		for _, v := range []any{s, unseen{s}, &unseen{s}} {
			if shown := fmt.Sprintf(format, v); strings.Contains(shown, text) {
				t.Fatalf("%q of %T shows %q", format, v, shown)
			}
		}
	})
}
