package demo

import (
	"bufio"
	_ "embed" // the script of the afternoon
	"fmt"
	"strings"
	"time"

	"baton/incident"
)

//go:embed afternoon.txt
var afternoon string

// step is one line of the script: an order in the words of the grammar, or a message in the channel.
type step struct {
	at   time.Time
	who  incident.Person
	word string // names what the order makes, for later lines
	text string
	chat bool
}

// day is when the afternoon is set.
const day = "2023-01-04"

// readScript reads the lines of a script. Its errors name the line.
func readScript(script string) ([]step, error) {
	var steps []step
	lines := bufio.NewScanner(strings.NewReader(script))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		s, err := readStep(line)
		if err != nil {
			return nil, fmt.Errorf("script line %d: %w", n, err)
		}
		steps = append(steps, s)
	}
	return steps, lines.Err()
}

func readStep(line string) (step, error) {
	clock, rest, _ := strings.Cut(line, " ")
	who, text, _ := strings.Cut(rest, " ")
	at, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, time.UTC)
	if err != nil {
		return step{}, err
	}
	s := step{at: at, text: strings.TrimSpace(text)}
	if name, ok := strings.CutSuffix(who, ":"); ok {
		s.chat, who = true, name
	}
	if s.who, err = incident.ParsePerson(who); err != nil {
		return step{}, err
	}
	if word, text, ok := strings.Cut(s.text, " "); ok && !s.chat && strings.HasPrefix(word, "=") {
		s.word, s.text = word[1:], text
	}
	return s, nil
}
