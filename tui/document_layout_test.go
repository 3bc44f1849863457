package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline/postmortem"
)

func rowAt(seq uint64, at time.Time) postmortem.Row {
	return postmortem.Row{Seq: seq, When: incident.At(at), By: "zac", Text: plainly(fmt.Sprintf("entry %d", seq))}
}

// smallDocument has a paragraph, a list, and a timeline of two days.
func smallDocument(rows ...postmortem.Row) postmortem.Document {
	return postmortem.Document{Title: "Imports", Sections: []postmortem.Section{
		{ID: "summary", Title: "Summary", Blocks: []postmortem.Block{postmortem.Paragraph{Text: plainly("it broke")}}},
		{ID: "trigger", Title: "Trigger", Fill: postmortem.ForPerson, Blocks: []postmortem.Block{postmortem.Prompt("What set it off?")}},
		{ID: "timeline", Title: "Timeline", Blocks: []postmortem.Block{postmortem.Timeline{Rows: rows}}},
		{ID: "links", Title: "Links", Blocks: []postmortem.Block{postmortem.List{Items: []postmortem.Item{{Text: plainly("one")}, {Text: plainly("two")}}}}},
	}}
}

func TestPiecesOfADocument(t *testing.T) {
	p := newPreview(smallDocument(rowAt(1, began), rowAt(2, began.Add(time.Hour)), rowAt(3, began.Add(24*time.Hour))), time.Time{}, began)
	var kinds []pieceKind
	for _, x := range p.pieces {
		kinds = append(kinds, x.kind)
	}
	want := []pieceKind{
		titlePiece, gapPiece,
		headingPiece, wholePiece, gapPiece,
		headingPiece, wholePiece, gapPiece,
		headingPiece, dayPiece, columnsPiece, itemPiece, itemPiece, gapPiece, dayPiece, columnsPiece, itemPiece, gapPiece,
		headingPiece, itemPiece, itemPiece, gapPiece,
		lastPiece,
	}
	if !slices.Equal(kinds, want) {
		t.Errorf("%v\nwant %v", kinds, want)
	}
	if begins := []int{2, 5, 8, 18}; !slices.Equal(p.begins, begins) {
		t.Errorf("sections begin at %v, want %v", p.begins, begins)
	}
}

// TestASpotIsFoundAgain: what is at the top of the screen stays there in the next document.
func TestASpotIsFoundAgain(t *testing.T) {
	old := newPreview(smallDocument(rowAt(4, began), rowAt(7, began.Add(time.Hour))), time.Time{}, began)
	next := smallDocument(rowAt(2, began.Add(-time.Hour)), rowAt(4, began), rowAt(5, began), rowAt(7, began.Add(time.Hour)))
	next.Sections = slices.Insert(next.Sections, 0, postmortem.Section{ID: "new", Title: "New"})
	now := newPreview(next, time.Time{}, began)
	for name, test := range map[string]struct{ old, now int }{
		"the title":               {0, 0},
		"a heading":               {old.begins[1], now.begins[2]},
		"below a heading":         {old.begins[1] + 1, now.begins[2] + 1},
		"an entry":                {old.begins[2] + 4, now.begins[3] + 6},
		"the second point":        {old.begins[3] + 2, now.begins[4] + 2},
		"below the last section ": {len(old.pieces) - 1, len(now.pieces) - 1},
	} {
		if got := now.find(old.spot(test.old)); got != test.now {
			t.Errorf("%s: piece %d, want %d", name, got, test.now)
		}
	}
	if got := newPreview(smallDocument(), time.Time{}, began).find(spot{section: "timeline", pieces: 90}); got > 12 {
		t.Errorf("a section that became shorter: piece %d", got)
	}
	if got := now.find(spot{section: "gone", pieces: 3}); got != 0 {
		t.Errorf("a section that is gone: piece %d", got)
	}
}

func TestColumnsAreFitted(t *testing.T) {
	for _, test := range []struct {
		wide []int
		w    int
		want []int
	}{
		{[]int{5, 8, 40}, 60, []int{5, 8, 40}},
		{[]int{5, 8, 400}, 60, []int{5, 8, 47}},
		{[]int{400, 5, 400}, 65, []int{30, 5, 30}},
		{[]int{400, 20, 400}, 60, []int{20, 20, 20}},
		{[]int{10, 10}, 6, []int{3, 3}},
		{[]int{10, 10}, -4, []int{0, 0}},
		{nil, 10, []int{}},
	} {
		if got := fit(test.wide, test.w); !slices.Equal(got, test.want) {
			t.Errorf("%v in %d: %v, want %v", test.wide, test.w, got, test.want)
		}
	}
}

// TestStyledTextWrapsLikeText: the styles change nothing about the lines, and every letter keeps its own.
func TestStyledTextWrapsLikeText(t *testing.T) {
	th := newTheme("dark", false)
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "resolver", " ", "  ", "\n", "界界", "e-12", "e\u0301", "long-name-of-a-host.example", "\n  x"}), 1, 30).Draw(rt, "words")
		w := rapid.IntRange(2, 30).Draw(rt, "width")
		var k inked
		for n, word := range words {
			if n%2 == 0 {
				k.add(th.strong, word)
			} else {
				k.add(th.dim, word)
			}
		}
		var got, letters strings.Builder
		for n, l := range k.wrap(w) {
			if n > 0 {
				got.WriteByte('\n')
			}
			got.WriteString(l.text)
			if end := len(l.parts); end > 0 && l.parts[end-1].end != len(l.text) || end == 0 && l.text != "" {
				rt.Fatalf("the styles end at another place than the line: %+v", l)
			}
			from := 0
			for _, p := range l.parts {
				letters.WriteString(strings.Map(func(r rune) rune {
					switch {
					case r == ' ' || r == '\n':
						return -1
					case p.style.GetBold():
						return 'S'
					}
					return 'd'
				}, l.text[from:p.end]))
				from = p.end
			}
		}
		if want := strings.Join(wrap(k.text, w), "\n"); got.String() != want {
			rt.Fatalf("%q\nwant %q", got.String(), want)
		}
		var want strings.Builder
		for n, word := range words {
			for _, r := range word {
				if r != ' ' && r != '\n' {
					want.WriteByte("Sd"[n%2])
				}
			}
		}
		if letters.String() != want.String() {
			rt.Fatalf("styles %s, want %s", letters.String(), want.String())
		}
	})
}

func TestLongCellsAreCut(t *testing.T) {
	text := postmortem.Text{{Text: "äbc"}, {Text: "defg", Style: postmortem.Code}, {Entry: 7}, {Text: "hi"}}
	for most, want := range map[int]string{20: "äbcdefghi", 9: "äbcdefghi", 8: "äbcdefgh… (1 more characters in the record)", 5: "äbcde… (4 more characters in the record)", 0: "… (9 more characters in the record)"} {
		if got := unstyled(cut(text, most)); got != want {
			t.Errorf("%d: %q, want %q", most, got, want)
		}
	}
	if unstyled(text) != "äbcdefghi" {
		t.Errorf("cutting changed the text to %q", unstyled(text))
	}
}

func TestReferencesAreBounded(t *testing.T) {
	text := plainly("silent")
	for seq := range uint64(20) {
		text = append(text, postmortem.Span{Entry: seq + 1})
	}
	if got, want := newTheme("mono", false).ink(text, toneStrong.on("mono")).text, "silent e-1 e-2 e-3 e-4 e-5 e-6 e-7 e-8 and more"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWholeLines(t *testing.T) {
	for n, want := range map[int]string{3: "", 4: "abc", 7: "abc", 8: "abc\nüf\n", 20: "abc\nüf\n"} {
		if got := wholeLines("abc\nüf\n", n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
