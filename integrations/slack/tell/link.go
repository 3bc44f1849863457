package tell

import (
	"net/url"
	"strings"
)

// maxLink is the longest address that is made a link, bytes.
const maxLink = 2000

// linked splits text at its web addresses: every second piece, from the second one, is an address. An address is only
// ever shown as itself, so that no link can pretend to lead elsewhere.
func linked(s string) []string {
	var pieces []string
	from, at := 0, 0
	for at < len(s) {
		next := strings.Index(s[at:], "http")
		if next < 0 {
			break
		}
		at += next
		if link := address(s[at:]); link != "" && !within(s, at) {
			pieces = append(pieces, s[from:at], link)
			at += len(link)
			from = at
		} else {
			at += len("http")
		}
	}
	return append(pieces, s[from:])
}

// within tells whether a letter or a digit stands right before.
func within(s string, at int) bool { return at > 0 && strings.ContainsRune(hostLetters, rune(s[at-1])) }

const hostLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"

// address is the web address at the beginning of s, empty where Slack might not take it for one: that would cost the
// whole message.
func address(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("<>\"`|\\^{}", r) })
	if end >= 0 {
		s = s[:end]
	}
	s = strings.TrimRight(s, ".,;:!?)'*_~]")
	if len(s) > maxLink || !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil || u.Hostname() == "" || strings.Trim(u.Hostname(), hostLetters) != "" {
		return ""
	}
	return s
}
