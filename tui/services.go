package tui

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// Service is how the connection to a service outside stands.
type Service struct {
	// Name is what people call it: "Slack".
	Name string
	// Line says how it stands, in a few words and without the name: "live, 2 connections", "down since 14:02, recording
	// locally: no network", "live, 2 connections; nothing is told: the token was revoked". The first words of what matters in
	// it are all that a narrow screen shows.
	Line string
	// Well: nothing has to be known of it but that it works. What is not well is told to the commander as a need.
	Well bool
	// Since is from when on it stands so, UTC; zero where that is not known.
	Since time.Time
}

func (s Service) same(other Service) bool {
	return s.Name == other.Name && s.Line == other.Line && s.Well == other.Well && s.Since.Equal(other.Since)
}

// matter is the part of the line that matters: where a connection is alive and all is not well, that is said after it.
func (s Service) matter() string {
	if alive, rest, ok := strings.Cut(s.Line, "; "); ok && !s.Well && strings.HasPrefix(alive, "live") {
		return rest
	}
	return s.Line
}

// state is the first words of what matters, up to a sign, a number or since when: "live", "down", "catching up". rest is
// what comes after them. Where a number comes first it is part of the state.
func (s Service) state() (state, rest string) {
	line := s.matter()
	end := strings.IndexAny(line, ",:;")
	if end < 0 {
		end = len(line)
	}
	words := strings.Fields(line[:end])
	n := slices.IndexFunc(words, func(w string) bool { return w == "since" || strings.ContainsFunc(w, unicode.IsDigit) })
	if n <= 0 {
		n = len(words)
	}
	state, rest = strings.Join(words[:n], " "), strings.Join(words[n:], " ")+line[end:]
	return state, strings.TrimLeft(rest, ",:; ")
}

// serviceMark is a service in the foot of the screen.
type serviceMark struct {
	text string
	well bool
}

// markCells is the widest that a mark gets.
const markCells = 24

// serviceMarks are the services with their first words, those that are not well first and in capitals, for screens
// without colour. Where there is no room for all, those that are well go, and then all but the first.
func (a *app) serviceMarks(w int) []serviceMark {
	var marks []serviceMark
	for _, s := range a.services {
		state, _ := s.state()
		if !s.Well {
			state = strings.ToUpper(state)
		}
		marks = append(marks, serviceMark{text: a.th.clip(strings.TrimSpace(s.Name+" "+state), markCells), well: s.Well})
	}
	slices.SortStableFunc(marks, func(x, y serviceMark) int { return boolRank(x.well) - boolRank(y.well) })
	for len(marks) > 1 && marksWidth(marks) > w/3 {
		marks = marks[:len(marks)-1]
	}
	return marks
}

// marksWidth is the width of marks, with a gap before each and one cell at the end.
func marksWidth(marks []serviceMark) int {
	cells := 0
	for _, m := range marks {
		cells += width(m.text) + 2
	}
	return cells + boolRank(len(marks) > 0)
}

// markServices puts the marks at the end of the foot.
func (r *row) markServices(marks []serviceMark) *row {
	r.gap(r.left - marksWidth(marks))
	for _, m := range marks {
		style := r.dim
		if !m.well {
			style = r.due
		}
		r.gap(2).put(style, m.text)
	}
	return r
}

// attended takes the services as they are now, as text that is safe to show.
func (a *app) attended(services []Service) {
	a.services = nil
	for _, s := range services {
		s.Name, s.Line = a.th.oneLine(s.Name), a.th.oneLine(s.Line)
		a.services = append(a.services, s)
	}
}

// ill are the services that are not well.
func (a *app) ill() []Service {
	return slices.DeleteFunc(slices.Clone(a.services), func(s Service) bool { return s.Well })
}

// serviceNeeds are what has to be known of services that are not well: "SLACK DOWN 5m  recording locally: no network".
func (a *app) serviceNeeds() []need {
	var all []need
	for _, s := range a.ill() {
		state, rest := s.state()
		n := need{rank: isAsked, at: s.Since, label: strings.ToUpper(strings.TrimSpace(s.Name + " " + state)), text: rest}
		if !s.Since.IsZero() {
			n.label += " " + since(s.Since, a.now)
			if clause, more, _ := strings.Cut(rest, ", "); strings.HasPrefix(clause, "since ") {
				n.text = more // the label says for how long
			}
		}
		if n.text == "" {
			n.text = s.Name + ": " + s.Line
		}
		all = append(all, n)
	}
	return all
}
