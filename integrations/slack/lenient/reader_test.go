package lenient

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzJSON holds the reader to encoding/json: where that reads a text, ours reads the same strings.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{"a":"b"}`, `{"a":["\u00e9\ud83d\ude00\ud83d","\n\\\/"],"b":{"c":-1.5e3,"d":null,"e":true}}`, `[[[]]]`, `"x"`, `{"a":1,}`, `{"a":[}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := New(append(bytes.Clone(data), ' '), 0)
		got := allStrings(&r, 0)
		var want any
		if json.Unmarshal(data, &want) != nil || r.err != nil && nested(want) > MaxDepth-2 {
			return
		}
		if r.err != nil {
			t.Fatalf("%q: %v", data, r.err)
		}
		if g, w := strings.Join(got, "|"), strings.Join(decodedStrings(json.NewDecoder(bytes.NewReader(data))), "|"); strings.ToValidUTF8(g, "\ufffd") != strings.ToValidUTF8(w, "\ufffd") && utf8.Valid(data) {
			t.Fatalf("%q: got %q, want %q", data, g, w)
		}
	})
}

// allStrings reads every key and string of a value.
func allStrings(r *Reader, depth int) (found []string) {
	switch r.Peek() {
	case '{':
		if depth > MaxDepth {
			r.fail(ErrBroken)
			return nil
		}
		r.Fields(func(key []byte) {
			found = append(found, string(key))
			found = append(found, allStrings(r, depth+1)...)
		})
	case '[':
		if depth > MaxDepth {
			r.fail(ErrBroken)
			return nil
		}
		r.Items(func() { found = append(found, allStrings(r, depth+1)...) })
	case '"':
		found = append(found, r.Text())
	default:
		r.Skip()
	}
	return found
}

func decodedStrings(d *json.Decoder) (found []string) {
	for {
		token, err := d.Token()
		if err != nil {
			return found
		}
		if s, ok := token.(string); ok {
			found = append(found, s)
		}
	}
}

func nested(v any) (depth int) {
	switch v := v.(type) {
	case map[string]any:
		for _, inside := range v {
			depth = max(depth, nested(inside))
		}
		return depth + 1
	case []any:
		for _, inside := range v {
			depth = max(depth, nested(inside))
		}
		return depth + 1
	}
	return 0
}
