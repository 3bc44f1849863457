package postmortem_test

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	rendered "github.com/yuin/goldmark/renderer/html"
	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
	"baton/timeline/ordertest"
	"baton/timeline/postmortem"
)

// render shows Markdown as a site does that lets all HTML of the source through: whatever the record could inject would
// be there.
func render(t testing.TB, source string) string {
	t.Helper()
	var b bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(rendered.WithUnsafe()))
	if err := md.Convert([]byte(source), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	anyTag  = regexp.MustCompile(`<[!/a-zA-Z?][^>]*>`)
	goodTag = regexp.MustCompile(`^<(/?(h[12]|p|table|thead|tbody|tr|ul|li|blockquote|em|strong|del|pre|code|a)|(br|hr)( /)?|t[hd]|/t[hd]` +
		`|a id="e-\d+"|a href="(#e-\d+|https?://[^"\s]*)"|input( checked="")? disabled="" type="checkbox" ?/?|!-- /?baton:[a-z-]+ --)>$`)
	mention   = regexp.MustCompile(`@[\p{L}\p{N}_-]`)
	reference = regexp.MustCompile(`(?i)(#\d|gh-\d)`)
	codeOrURL = regexp.MustCompile(`(?s)<(code|pre)>.*?</(code|pre)>|<a href="http[^>]*>[^<]*</a>|(id|href)="[^"]*"`)
)

// checkHTML holds a rendered document to the tags that baton writes, and to text that neither calls nor refers.
func checkHTML(t testing.TB, page string) {
	t.Helper()
	for _, tag := range anyTag.FindAllString(page, -1) {
		if !goodTag.MatchString(tag) {
			t.Fatalf("the page has the tag %s in\n%s", tag, page)
		}
	}
	text := html.UnescapeString(anyTag.ReplaceAllString(codeOrURL.ReplaceAllString(page, ""), ""))
	if m := mention.FindString(text); m != "" {
		t.Fatalf("somebody would be called by %q in\n%s", m, page)
	}
	if m := reference.FindString(text); m != "" {
		t.Fatalf("something would be referred to by %q in\n%s", m, page)
	}
}

var (
	row     = regexp.MustCompile(`(?s)<tr>(.*?)</tr>`)
	cell    = regexp.MustCompile(`(?s)<t[hd]>(.*?)</t[hd]>`)
	spacing = regexp.MustCompile(`[\s\x{200b}\x{2028}\x{2029}]+`)
)

// visible is the text that a reader sees in a piece of a page, without blanks.
func visible(page string) string {
	return spacing.ReplaceAllString(html.UnescapeString(anyTag.ReplaceAllString(page, "")), "")
}

func wanted(s string) string {
	return spacing.ReplaceAllString(strings.ToValidUTF8(s, "\ufffd"), "")
}

// sections wraps blocks into a document.
func sections(blocks ...postmortem.Block) postmortem.Document {
	return postmortem.Document{Ref: "x", Title: "x", Sections: []postmortem.Section{{ID: "x", Title: "x", Blocks: blocks}}}
}

func hostile() []string {
	words := append([]string{}, ordertest.Words...)
	for _, a := range ordertest.Words {
		words = append(words, a+a, "x"+a+"y", a+" | "+a)
	}
	return append(words, "# heading", "1) one", "12. twelve", "+ plus", "---", "===", "~~~\nx\n~~~", "a\\", "a\\|b", "\\", "`", "``", "` `` `", "|", "||", "`|`", "a`|`b",
		"<https://x.example>", "https://x.example/a|b", "https://x.example/`", "https://x.example/\"onclick=", "https://", "http://[::1", "https://x.example).",
		"(https://x.example/a_(b)) and https://y.example.", "javascript:alert(1)", "www.x.example", "ftp://x.example", "mailto:a@b.example", "!123 $x$ GH-12 gh-1 org/repo#7 @a @-", "[x]: https://x.example", "[x][y] ![a](b)",
		"* * *", "_ _ _", "&#64;here &commat;here", "<a id=\"e-1\">", "<!-- /baton:x -->", "-->", "\u202eright to left", "\x1b[31mred", "a\r\nb", "*a*", "x  \ny", "x\\\ny", "||| --- |||\n| --- |")
}

// What was written can be read, in every kind of block, and nothing else comes of it.
func TestHostileTextIsShownAsItIs(t *testing.T) {
	controls := regexp.MustCompile(`[\x{202e}\x{1b}]`)
	for _, s := range hostile() {
		want := wanted(controls.ReplaceAllString(s, "\ufffd"))
		text := postmortem.Text{{Text: s}}
		doc := sections(
			postmortem.Table{Columns: []string{"a", "b", "c"}, Rows: [][]postmortem.Text{{text, {{Text: s, Style: postmortem.Code}}, {{Text: "sentinel"}}}}},
			postmortem.Fields{{Label: s, Value: text}},
			postmortem.List{Items: []postmortem.Item{{Text: text}, {Text: text, Box: true, Done: true}}},
			postmortem.Paragraph{Text: text},
			postmortem.Quote{Head: postmortem.Text{{Text: "head"}}, Text: s},
			postmortem.Commands{{Name: "C1", Text: s, Story: text, Outputs: []postmortem.Quote{{Head: text, Text: s}}}},
			postmortem.Timeline{Rows: []postmortem.Row{{Seq: 1, By: s, Text: text, Struck: true, Starred: true, Marks: []string{s}}}},
			postmortem.Table{Columns: []string{"last", "still"}, Rows: [][]postmortem.Text{{{{Text: "here"}}, {{Text: "whole"}}}}},
		)
		page := render(t, markdown(t, doc, postmortem.MarkdownOptions{}))
		checkHTML(t, page)
		var cells [][]string
		for _, r := range row.FindAllStringSubmatch(page, -1) {
			var c []string
			for _, m := range cell.FindAllStringSubmatch(r[1], -1) {
				c = append(c, visible(m[1]))
			}
			cells = append(cells, c)
		}
		got := fmt.Sprintf("%q", cells)
		table := fmt.Sprintf("%q", [][]string{{"a", "b", "c"}, {want, want, "sentinel"}, {"", ""}, {want, want}, {"Entry", "UTC", "Who", "What"}, {"e-1", "00:00:00", want, "★" + want + "(" + want + ")"}, {"last", "still"}, {"here", "whole"}})
		if got != table {
			t.Errorf("%q: the cells are\n%s, want\n%s", s, got, table)
		}
		// Headings and markers of its own must be all that the page has.
		if n := strings.Count(page, "<h2>"); n != 1 {
			t.Errorf("%q: %d headings", s, n)
		}
		rest := visible(page[strings.Index(page, "</table>\n<ul>"):])
		for _, part := range []string{want + want + want + "head:" + want + "C1"} {
			if !strings.Contains(rest, part) {
				t.Errorf("%q: list, box, paragraph and quote read %q, want %q", s, rest, part)
			}
		}
	}
}

func walked(t *rapid.T) *logtest.Memory {
	log := logtest.NewMemory()
	r := timeline.NewRecorder(log, func() time.Time { return ordertest.Start })
	if _, _, err := r.Intake(context.Background(), ordertest.Ref, ordertest.Walk(t, 80)); err != nil {
		t.Fatal(err)
	}
	return log
}

func TestAnyRecordMakesADocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := walked(t)
		o := postmortem.Options{}
		if rapid.Bool().Draw(t, "zone") {
			o.Zone = time.FixedZone("<b>|`", 7200)
		}
		if rapid.Bool().Draw(t, "past") {
			o.At = ordertest.Start.Add(time.Duration(rapid.IntRange(0, 40_000).Draw(t, "at")) * time.Second)
		}
		d, err := postmortem.Build(context.Background(), log, ordertest.Ref, o)
		if err != nil {
			if !o.At.IsZero() && strings.Contains(err.Error(), "nothing is known of it") {
				return
			}
			t.Fatal(err)
		}
		again, err := postmortem.Build(context.Background(), log, ordertest.Ref, o)
		if err != nil {
			t.Fatal(err)
		}
		var a, b bytes.Buffer
		if err := postmortem.Markdown(&a, d, postmortem.MarkdownOptions{}); err != nil {
			t.Fatal(err)
		}
		if err := postmortem.Markdown(&b, again, postmortem.MarkdownOptions{}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Fatal("the same record gives two documents")
		}
		checkPage(t, a.String())
	})
}

// checkPage is checkHTML and the soundness of links inside the page.
func checkPage(t *rapid.T, source string) {
	var b bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(rendered.WithUnsafe()))
	if err := md.Convert([]byte(source), &b); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, tag := range anyTag.FindAllString(page, -1) {
		if !goodTag.MatchString(tag) {
			t.Fatalf("the page has the tag %s in\n%s", tag, source)
		}
	}
	ids := map[string]int{}
	for _, m := range regexp.MustCompile(`id="(e-\d+)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]]++; ids[m[1]] > 1 {
			t.Fatalf("the anchor %s is there twice", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`href="#(e-\d+)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] == 0 {
			t.Fatalf("a link leads to %s, which is not there", m[1])
		}
	}
}

func TestTheAfternoonRendersWell(t *testing.T) {
	s := afternoon(t)
	checkHTML(t, render(t, markdown(t, document(t, s.log, s.ref, postmortem.Options{}), postmortem.MarkdownOptions{})))
}

// The facts of a past moment do not change when more is recorded.
func TestTheDocumentOfAPastMomentStands(t *testing.T) {
	s := afternoon(t)
	before := markdown(t, document(t, s.log, s.ref, postmortem.Options{At: clock(t, "14:32")}), postmortem.MarkdownOptions{})
	s.do("18:00", "lena", incident.Retitle{Title: "The resolver client"})
	moved := incident.At(clock(t, "13:00"))
	s.do("18:01", "lena", incident.Correct{Entry: 1, When: &moved})
	after := markdown(t, document(t, s.log, s.ref, postmortem.Options{At: clock(t, "14:32")}), postmortem.MarkdownOptions{})
	if before != after {
		t.Error("it is another document now")
	}
}
