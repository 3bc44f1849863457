package mrkdwn

import (
	"strconv"
	"strings"
	"time"
)

// Names says what Slack's ids stand for. A function that is nil, or that answers
// "", leaves the label that the text brings along, or else the id.
type Names struct {
	Person  func(id string) string // without the @
	Channel func(id string) string // without the #
	Group   func(id string) string // without the @
}

// longestForm bounds how far the end of an angle form is looked for, in bytes.
const longestForm = 8192

// Text is s as plain text. Angle forms are read first and entities after, so that
// what a person typed as "<@U1>" stays what they typed. The cost is linear.
func Text(s string, names Names) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		b.WriteString(unescape(s[:i]))
		s = s[i:]
		form := angleForm(s)
		plain, ok := names.plain(form)
		if form == "" || !ok {
			b.WriteByte('<')
			s = s[1:]
			continue
		}
		b.WriteString(plain)
		s = s[len(form)+2:]
	}
	b.WriteString(unescape(s))
	return b.String()
}

// angleForm is what stands between the < at the start of s and its >, or "".
func angleForm(s string) string {
	near := s[1:min(len(s), longestForm)]
	end := strings.IndexAny(near, "<>\n")
	if end < 1 || near[end] != '>' {
		return ""
	}
	return near[:end]
}

// plain reads one angle form; ok is false for what is none.
func (n Names) plain(form string) (text string, ok bool) {
	if form == "" {
		return "", false
	}
	what, label, _ := strings.Cut(form, "|")
	label = unescape(label)
	switch form[0] {
	case '@':
		return "@" + first(ask(n.Person, what[1:]), strings.TrimPrefix(label, "@"), what[1:]), true
	case '#':
		return "#" + first(ask(n.Channel, what[1:]), strings.TrimPrefix(label, "#"), what[1:]), true
	case '!':
		return n.special(what[1:], label), true
	}
	return link(unescape(what), label)
}

// special reads the forms that begin with an exclamation mark.
func (n Names) special(what, label string) string {
	word, rest, _ := strings.Cut(what, "^")
	switch word {
	case "date":
		return first(label, date(rest))
	case "subteam":
		return "@" + first(ask(n.Group, rest), strings.TrimPrefix(label, "@"), rest)
	}
	return "@" + first(strings.TrimPrefix(label, "@"), word)
}

// date is the fallback for a date form that brings none: the moment in UTC.
func date(form string) string {
	seconds, _, _ := strings.Cut(form, "^")
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || n < 0 || n > 1<<34 {
		return "a date"
	}
	return time.Unix(n, 0).UTC().Format("2006-01-02 15:04 UTC")
}

// link shows the label and the address, or one of them where the other adds nothing.
func link(address, label string) (text string, ok bool) {
	scheme, rest, found := strings.Cut(address, ":")
	if !found || scheme == "" || strings.Trim(scheme, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.") != "" {
		return "", false
	}
	rest = strings.TrimPrefix(rest, "//")
	switch {
	case label == "":
		if scheme == "mailto" || scheme == "tel" {
			return rest, true
		}
		return address, true
	case label == address, label == rest, label+"/" == rest:
		return label, true
	}
	return label + " (" + address + ")", true
}

var entities = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")

// unescape decodes the three entities that Slack has, once.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return entities.Replace(s)
}

func ask(f func(string) string, id string) string {
	if f == nil {
		return ""
	}
	return f(id)
}

func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}
