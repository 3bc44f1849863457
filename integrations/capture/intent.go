package capture

import "strings"

// intent says what the message does with its commands, or with the actions that it
// tells of without one.
func (s *scanner) intent() Intent {
	if len(s.found) == 0 {
		return s.actions()
	}
	if s.fromPrompt {
		return Report
	}
	first, last := s.found[0], s.found[len(s.found)-1]
	from := sentenceStart(s.text, first.start)
	before := strings.ToLower(s.text[from:first.start])
	after := strings.ToLower(s.text[first.end:sentenceEnd(s.text, max(first.end, last.end))])
	if i, ok := s.alone(first, last); ok {
		return i
	}
	return weigh(" "+strings.Trim(before, " `'\"*_(")+" ", " "+after+" ", s.firstLead)
}

// alone reads messages that hold nothing but commands: entries of an admin log,
// advice to somebody by name, and commands shown before they are run.
func (s *scanner) alone(first, last span) (Intent, bool) {
	start := skipBlanks(s.text, 0, len(s.text))
	named := afterAddressee(s.text, start, len(s.text))
	head := strings.Trim(s.text[min(named, first.start):first.start], " `'\"\n\t$#")
	rest := strings.Trim(s.text[last.end:], " `'\".!\n\t)")
	if head != "" {
		return None, false
	}
	switch {
	case named > start && (s.text[start] == '[' || s.text[start] == '!'):
		return Report, true
	case strings.HasPrefix(rest, "on ") && strings.Count(rest, " ") == 1, strings.HasPrefix(rest, "(START") || strings.HasPrefix(rest, "(END"):
		return Report, true
	case strings.HasPrefix(rest, "?"):
		return Question, true
	case named > start && first.start >= named:
		return Instruct, !failure(strings.ToLower(rest))
	case rest != "":
		return None, false
	case strings.IndexByte(s.text, '`') >= 0:
		return Propose, true
	}
	return Report, true
}

// weigh looks for the phrases around a command, the surest first.
func weigh(before, after string, ld lead) Intent {
	question := strings.Contains(after, "?") || containsAny(before, " how ", " why ", " what ", " is there ", " does ", " did you ", " have you ", " can i ", " should i ")
	failed := failure(after)
	switch {
	case containsAny(before, " i'll ", " i will ", " i'm going to ", " im going to ", " going to ", " gonna ", " about to ", " let me ", " i plan ", " planning to ", " ok to ", " okay to ",
		" shall i ", " shall we ", " should we ", " should i ", " we'll ", " we will ", " want me to ", " proposing ", " propose ", " proposal", " plan:", " plan is ", " i'd like to ", " objections to ", " any objection", " ok if i ", " ok if we ", " let's ", " lets ", " next: ", " next up", " next:", " happy to ", " safe to ", " i propose "),
		containsAny(after, " ok?", "objections", " any objection", "sound ok", "sanity check", "look right", "look ok", "second pair of eyes", "thoughts?", "lgty", "good to go?"):
		return Propose
	case containsAny(before, " you should ", " you can ", " you could ", " you need ", " you have to ", " you'll ", " you may ", " you might ", " you must ", " please ", " pls ", " try ", " i'd ", " i would ", " then run ", " just run ", " just do ", " need to ", " needs to ", " have to ", " following", " can you ", " could you ", " would you ", " someone ", " first do ", " if you ", " you want to ", " make sure ", " type ", " you do ", " you run ", " you use ", " the only thing ", " best to ", " suggest ", " recommend ", " remember to ", " you ") && !(question && containsAny(before, " why ", " did you ", " have you ", " do you ")):
		return Instruct
	case containsAny(before, " i ", " i've ", " i'm ", " im ", " ive ", " we ", " we've ", " ran ", " just did ", " tried ", " after ", " did ", " running ", " doing ", " executed ", " used ", " checked ", " restarted ", " my ", " a ", " the command ", " verified ", " rerun ", " by checking") && (!question || failed || containsAny(before, " ran ", " tried ", " i'm running ", " when i ", " i did ", " if i ", " error ")):
		return Report
	case question:
		return Question
	case failed:
		return Report
	case containsAny(before, " like ", " instead of ", " same as ", " equivalent", " place of ", " part of ", " comes from", " does what ", " called ", " see ", " ends with ", " docs", " playbook", " alternative") ||
		containsAny(after, " playbook", " docs", " documentation", " does that", " would "):
		return Mention
	case ld >= atStart, containsAny(before, " use ", " first ", " you'd "), containsAny(after, " instead ", " will ", " for that", " should "):
		return Instruct
	case len(before)+len(after) > 60:
		return Report
	}
	return Mention
}

// failure reports whether a text tells what came of a command.
func failure(after string) bool {
	return containsAny(after, "error", "fail", "return", "show", "says", "hang", "doesn't", "does not", "didn't", "complain", "stuck", "gives", "gave",
		"reports", " i get", " but ", "worked", "fixed", " fine", "same ", "claims", "tells", "prints", "without", " empty", "verifies", " was ", " were ")
}

func containsAny(s string, phrases ...string) bool {
	for _, p := range phrases {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// longestSentence bounds how far around a command its sentence is read, in bytes.
const longestSentence = 300

func sentenceStart(s string, i int) int {
	floor := max(0, i-longestSentence)
	for j := i; j > floor+1; j-- {
		if s[j-1] == '\n' || s[j-1] == ' ' && strings.IndexByte(".!?", s[j-2]) >= 0 {
			return j
		}
	}
	return floor
}

func sentenceEnd(s string, i int) int {
	limit := min(len(s), i+longestSentence)
	for j := i; j < limit; j++ {
		if s[j] == '\n' || strings.IndexByte(".!?", s[j]) >= 0 && (j+1 == limit || s[j+1] == ' ') {
			return j + 1
		}
	}
	return limit
}

// actions reads a message without commands: an action done or announced in English.
func (s *scanner) actions() Intent {
	t := s.text
	w := nextWord(t, 0, len(t))
	if w.start == w.end || strings.IndexByte(t, '?') >= 0 || len(t) < 400 && strings.Contains(t, "please") {
		return None
	}
	first := w.in(t)
	if full := w.full(t); full[0] == '[' && strings.IndexByte(full, '@') > 0 && strings.HasSuffix(full, "]") || full == "!log" {
		return Report
	}
	second := nextWord(t, w.end, len(t))
	third := nextWord(t, second.end, len(t))
	switch {
	case in(doneActs, first) || in(ongoingActs, first) || pastAct(first) && second.start < second.end:
		return Report
	case in(orderedActs, first) && namesHost(t):
		return Report
	case in(wePronouns, first) && (in(doneActs, second.in(t)) || in(adverbs, second.in(t)) && in(doneActs, third.in(t))):
		return Report
	case in(announcing, first) && (in(orderedActs, second.in(t)) || in(adverbs, second.in(t)) && in(orderedActs, third.in(t))):
		return Propose
	}
	return None
}

// pastAct reports whether a sentence that begins with w says what was done.
func pastAct(w string) bool {
	return len(w) > 4 && strings.HasSuffix(w, "ed") && !in(notDone, w)
}

var notDone = wordSet(`need indeed speed based related used supposed interested agreed confused red seed feed exceed succeed embed proceed hundred unrelated unneeded
detailed advanced limited tried wanted needed looked looks guessed asked`)

// namesHost reports whether a word looks like a host: letters, then a digit or a
// star, as in db4, mw*, cp31.
func namesHost(t string) bool {
	for w := nextWord(t, 0, min(len(t), 300)); w.start < w.end; w = nextWord(t, w.end, min(len(t), 300)) {
		a := w.in(t)
		if len(a) > 2 && isLetter(a[0]) && (isDigit(a[len(a)-1]) || a[len(a)-1] == '*') {
			return true
		}
	}
	return false
}

var (
	doneActs = wordSet(`restarted rebooted killed deleted removed upgraded updated installed deployed redeployed reverted rolled disabled enabled depooled
pooled repooled drained cordoned uncordoned scaled cleared purged flushed dropped created added changed moved migrated merged rebuilt reloaded stopped started
switched set fixed reset restored cleaned unblocked blocked increased decreased reduced bumped ran re-ran submitted failed-over promoted demoted silenced
acked truncated reimaged rebased pushed pulled cherry-picked unmounted mounted resized reindexed whitelisted renamed applied cancelled terminated`)
	ongoingActs = wordSet(`restarting rebooting killing deleting removing upgrading updating installing deploying redeploying reverting rolling disabling enabling
depooling pooling repooling draining cordoning scaling clearing purging flushing dropping creating adding moving migrating merging rebuilding reloading stopping
starting switching resetting restoring cleaning failing resizing reindexing importing exporting reimaging`)
	orderedActs = wordSet(`restart reboot kill delete remove upgrade update install deploy redeploy revert rollback disable enable depool pool repool drain cordon
scale clear purge flush drop create add change move migrate merge rebuild reload stop start switch set fix reset restore clean import run rerun reinstall bump
increase decrease reduce promote failover dd apt-get`)
	wePronouns = wordSet(`we we've we'd`)
	adverbs    = wordSet(`just also then now have manually have already finally quickly`)
	announcing = wordSet(`i'll we'll i'd`)
)
