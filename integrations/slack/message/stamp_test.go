package message

import "testing"

func TestStamps(t *testing.T) {
	for text, want := range map[string]string{
		"1672837200.000100": "1672837200.000100", "1672837200.0001": "1672837200.000100", "1672837200": "1672837200.000000",
		"": "", "0": "", "1e400": "", "-1.0": "", "1672837200.0001001": "", "99999999999.0": "", "1672837200.": "1672837200.000000", "16 72.0": "",
	} {
		at, ok := ParseStamp(text)
		if got := at.String(); ok != (want != "") || ok && got != want || ok && string(at.appendTo(nil)) != got {
			t.Errorf("%q: got %s, %v", text, got, ok)
		}
	}
}
