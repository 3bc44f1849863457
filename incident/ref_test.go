package incident

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNewRef(t *testing.T) {
	long := strings.Repeat("import ", 430)[:3000]
	for name, c := range map[string]struct {
		title   string
		attempt int
		want    Ref
	}{
		"plain":             {"List import problems", 1, "20230104_list_import_problems"},
		"second":            {"List import problems", 2, "20230104_list_import_problems_2"},
		"3,000 characters":  {long, 1, "20230104_import_import_import_import_import_import_import_import_import_import"},
		"long and second":   {long, 2, "20230104_import_import_import_import_import_import_import_import_import_2"},
		"one long word":     {strings.Repeat("x", 3000), 12, Ref("20230104_" + strings.Repeat("x", 68) + "_12")},
		"emoji only":        {"🔥🔥🔥 👩‍🚒", 1, "20230104_incident"},
		"3,000 emoji":       {strings.Repeat("🔥", 3000), 3, "20230104_incident_3"},
		"escape sequences":  {"\x1b[31mred\x1b]0;title\a alert", 1, "20230104_31mred_0_title_alert"},
		"newlines":          {"imports\r\nare\n\nlate", 1, "20230104_imports_are_late"},
		"right to left":     {"\u202eימות imports \u05d9", 1, "20230104_imports"},
		"Cyrillic":          {"Проблема с импортом", 1, "20230104_incident"},
		"Chinese and ASCII": {"导入 import 问题", 1, "20230104_import"},
		"accents":           {"Störung à l'île, ÉTÉ", 1, "20230104_storung_a_l_ile_ete"},
		"combining accents": {"Sto\u0308rung", 1, "20230104_storung"},
		"dotted I":          {"İstanbul", 1, "20230104_istanbul"},
		"fullwidth digits":  {"４０４ pages", 1, "20230104_pages"},
		"punctuation only":  {"!!! ???", 1, "20230104_incident"},
		"empty":             {"", 1, "20230104_incident"},
		"invalid UTF-8":     {"imp\xff\xfeorts", 1, "20230104_imp_orts"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := NewRef(c.title, noon, c.attempt); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if got := NewRef(strings.Repeat("ab", 60), noon, 2); len(got) != 80 {
		t.Errorf("%q has %d bytes, want exactly 80", got, len(got))
	}
	if got := NewRef("x", time.Date(2023, 1, 4, 23, 30, 0, 0, time.FixedZone("", -5*3600)), 1); got != "20230104_x" {
		t.Errorf("%q is not of the day of its own zone", got)
	}
}

func TestEveryNewRefIsARef(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		title := rapid.String().Draw(rt, "title")
		ref := NewRef(title, noon, rapid.IntRange(1, 1_000_000).Draw(rt, "attempt"))
		if parsed, err := ParseRef(string(ref)); err != nil || parsed != ref {
			rt.Fatalf("%q: %v", ref, err)
		}
		if strings.Contains(string(ref), "__") || strings.HasSuffix(string(ref), "_") {
			rt.Fatalf("%q is not tidy", ref)
		}
	})
}

func TestParseRefRefuses(t *testing.T) {
	for _, s := range []string{"", "a b", "a/b", "../a", "A", "a.b", "é", "a\x00b", strings.Repeat("a", 81)} {
		if ref, err := ParseRef(s); err == nil {
			t.Errorf("%q is accepted as %q", s, ref)
		}
	}
}
