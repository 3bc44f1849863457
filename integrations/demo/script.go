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

// step is one line of the script: what one person does.
type step struct {
	at   time.Time
	who  incident.Person
	how  manner
	word string // names what the order makes, for later lines
	text string // the message, the order, or the verb of the button and what it is about
}

// manner is how a person does something.
type manner uint8

const (
	typed     manner = iota // an order behind /incident
	posted                  // a message
	pressed                 // a button
	atConsole               // an order in baton's console
)

// mannerOf is the one that a word of the script names; typed for every other word.
func mannerOf(word string) manner {
	switch word {
	case "press":
		return pressed
	case "console":
		return atConsole
	}
	return typed
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
		s.how, who = posted, name
	}
	if s.who, err = incident.ParsePerson(who); err != nil || s.how == posted {
		return s, err
	}
	if word, text, _ := strings.Cut(s.text, " "); mannerOf(word) != typed {
		s.how, s.text = mannerOf(word), text
	}
	if word, text, ok := strings.Cut(s.text, " "); ok && strings.HasPrefix(word, "=") {
		s.word, s.text = word[1:], text
	}
	return s, nil
}
