package message

import (
	"strings"
	"testing"
)

func TestFiles(t *testing.T) {
	for _, c := range []struct {
		file      File
		name, url string
	}{
		{File{name: "a.png", permalink: "https://x.slack.com/files/a.png", url: "https://files.test/a?t=xoxe-1"}, "a.png", "https://x.slack.com/files/a.png"},
		{File{title: "A", url: "https://u:p@files.test/a.png?t=xoxe-1#f"}, "A", "https://files.test/a.png"},
		{File{mode: "tombstone"}, "file (deleted)", ""},
		{File{name: "x", mode: "hidden_by_limit"}, "x (hidden by the limit of the workspace)", ""},
		{File{name: "x\x1b[2J", url: "javascript:alert(1)"}, "x", ""},
		{File{name: "x", url: "https://" + strings.Repeat("a", 3000)}, "x", ""},
	} {
		if got := link(c.file); got.Name != c.name || got.URL != c.url {
			t.Errorf("%+v: got %+v", c.file, got)
		}
	}
}
