package capture

import "strings"

// chatOps is the length of the bot's or client's command that the line t is, or 0:
// /verb, !verb or .verb with something behind it.
func chatOps(t string) int {
	t = strings.TrimRight(t, " \t\r")
	if len(t) < 4 || !isLetter(t[1]) {
		return 0
	}
	w := nextWord(t, 0, len(t))
	name := w.full(t)[1:]
	if w.end == len(t) || !botWord(name) || name == "log" {
		return 0
	}
	switch t[0] {
	case '/':
		if !chatVerbs()[name] && !clientVerbs()[name] {
			return 0
		}
	case '.':
		if !chatVerbs()[name] && !asksBots()[name] {
			return 0
		}
	case '!':
		if strings.Count(t, " ") > 6 {
			return 0
		}
	default:
		return 0
	}
	if next := nextWord(t, w.end, len(t)); in(stopWords, next.in(t)) {
		return 0
	}
	if t[0] == '/' && clientVerbs()[name] {
		if n := clientCommand(t, w.full(t)); n > 0 {
			return n
		}
	}
	return len(t)
}

// botAlone is the length of a bot's command without arguments, !nvidia or .uptime,
// where it is all that t says; 0 for anything else.
func botAlone(t string) int {
	t = strings.TrimRight(t, " \t\r\n")
	if len(t) < 3 || t[0] != '!' && t[0] != '.' || !botWord(t[1:]) || !isLetter(t[1]) {
		return 0
	}
	if t[0] == '.' && !chatVerbs()[t[1:]] && !asksBots()[t[1:]] || t == "!log" || in(exclaimed, t[1:]) {
		return 0
	}
	return len(t)
}

// exclaimed are words that people put a mark before for fun.
var exclaimed = wordSet(`important yes no true false wow what ok right lol`)

// botWord reports whether a word can be the name of a bot's command.
func botWord(name string) bool {
	if len(name) < 2 || len(name) > 24 {
		return false
	}
	for i := range len(name) {
		if c := name[i]; !isLetter(c) && c != '-' && c != '_' && !isDigit(c) {
			return false
		}
	}
	return true
}

// chatVerbs are slash commands that act on the world, as against /etc.
var chatVerbs = wordSet(`incident inc deploy rollback restart page pd pagerduty oncall status statuspage freeze unfreeze scale failover flag
feature jenkins build github argocd k8s opsgenie rootly firehydrant declare sev lock unlock silence ack invoke run hubot bot`)

// asksBots are the words that bots with a dot for a mark are asked with.
var asksBots = wordSet(`ping help uptime version logs pool depool repool reload info seen tell whois dns trace health kick`)

// clientVerbs are commands of IRC clients.
var clientVerbs = wordSet(`join j part msg query nick whois whowas notice topic kick ban invite mode ignore unignore ns cs nickserv chanserv
server connect disconnect quit away list names script load unload exec ctcp dcc clear set`)

// clientCommand is the length of a client's command that begins inside of a
// sentence, at t, or 0: a channel, a service or a nick and what to tell it.
func clientCommand(t, first string) int {
	if len(first) < 2 || !clientVerbs()[first[1:]] {
		return 0
	}
	w := nextWord(t, len(first), len(t))
	switch target := w.in(t); {
	case len(target) < 2:
		return 0
	case target[0] == '#' && isLetter(target[1]):
		return w.core
	case first == "/msg" || first == "/query":
		return clientMessageEnd(t, w)
	case (first == "/whois" || first == "/nick" || first == "/ignore") && !in(stopWords, target):
		return w.core
	}
	return 0
}

// clientMessageEnd is where what is told to w ends: at the first word of talk.
func clientMessageEnd(t string, w word) int {
	end := w.core
	for n := 0; n < 6 && !w.stops(); n++ {
		w = nextWord(t, w.end, len(t))
		if a := w.in(t); a == "" || in(stopWords, a) {
			break
		}
		end = w.core
	}
	return end
}
