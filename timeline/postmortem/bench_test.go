package postmortem_test

import (
	"bytes"
	"context"
	"testing"

	"baton/timeline/postmortem"
)

// BenchmarkBuild makes the document of an incident of 100,000 events, most of them chat.
func BenchmarkBuild(b *testing.B) {
	s := long(b, 97_000, 3_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := postmortem.Build(context.Background(), s.log, s.ref, postmortem.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMarkdown writes it.
func BenchmarkMarkdown(b *testing.B) {
	s := long(b, 97_000, 3_000)
	d := document(b, s.log, s.ref, postmortem.Options{})
	for b.Loop() {
		var out bytes.Buffer
		if err := postmortem.Markdown(&out, d, postmortem.MarkdownOptions{}); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(out.Len()))
	}
}
