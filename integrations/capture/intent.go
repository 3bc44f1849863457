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
	if w := nextWord(s.text, from, len(s.text)); w.end < first.start && (in(doneActs, w.in(s.text)) || pastAct(w.in(s.text))) {
		return Report
	}
	if first.start == skipBlanks(s.text, 0, len(s.text)) && !containsAny(after, " you", " will ", " should ", "instead", " then ", "?", " is what ", " would ", " says ", " to see", " to find", " to get", " to check") {
		return Report // nobody is named, so the speaker ran it
	}
	i := weigh(" "+strings.Trim(before, " `'\"*_(")+" ", " "+after+" ", s.firstLead)
	if (i == Instruct || i == Mention) && len(s.text) > narrative && !strings.Contains(s.text, "you") {
		return Report
	}
	return i
}

// narrative is how long a message is, in bytes, that tells a story and gives no orders.
const narrative = 200

// alone reads messages that hold nothing but commands: entries of an admin log,
// advice to somebody by name, and commands shown before they are run.
func (s *scanner) alone(first, last span) (Intent, bool) {
	start := skipBlanks(s.text, 0, len(s.text))
	named := afterAddressee(s.text, start, len(s.text))
	head := strings.Trim(s.text[min(named, first.start):first.start], " `'\"\n\t$#")
	rest := strings.Trim(s.text[last.end:], " `'\".!\n\t)")
	if head != "" && !in(languages, head) {
		return None, false
	}
	if named > start && in(introducing, strings.Trim(s.text[start:named], " :,")) {
		return None, false
	}
	switch {
	case named > start && (s.text[start] == '[' || s.text[start] == '!' || strings.IndexByte(s.text[start+1:named], '@') > 0):
		return Report, true // an entry of an admin log
	case strings.HasPrefix(rest, "on ") && (strings.Count(rest, " ") == 1 || namesHost(nextWord(rest, 3, len(rest)).in(rest))), strings.HasPrefix(rest, "(START") || strings.HasPrefix(rest, "(END"):
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

// languages may be named on the fence of a block.
var languages = wordSet(`bash sh shell console sql text terminal zsh`)

// weigh looks for the phrases around a command, the surest first.
func weigh(before, after string, ld lead) Intent {
	question := strings.Contains(after, "?") || containsAny(before, " how do ", " how can ", " how would ", " is there ")
	failed := failure(after)
	switch {
	case containsAny(before, proposing...), containsAny(after, asking...):
		return Propose
	case question && containsAny(before, wondering...) && !containsAny(after, "error", "fail"):
		return Question
	case containsAny(before, " when i ", " if i ", " whenever i "):
		return Report
	case containsAny(before, advising...) && !(question && containsAny(before, " why ", " did you ", " have you ", " do you ")):
		return Instruct
	case containsAny(before, telling...) && (!question || failed || containsAny(before, " ran ", " tried ", " i'm running ", " when i ", " i did ", " if i ", " error ")):
		return Report
	case question:
		return Question
	case containsAny(before, mentioning...), containsAny(after, " playbook", " docs", " documentation", " does that", " any more", " anymore", " would ", " is what "):
		return Mention
	case failed:
		return Report
	case ld >= atStart, containsAny(before, " use ", " first ", " you'd ", " put ", " add ", " see ", " with ", " or ", " then "),
		containsAny(after, " instead ", " will ", " for that", " should ", " first "):
		return Instruct
	}
	return Report
}

// The phrases, each with the blanks that keep it a phrase.
var (
	proposing = []string{
		" i'll ", " i will ", " i'm going to ", " im going to ", " we're going to ", " gonna ", " about to ", " let me ", " i plan ", " planning to ", " ok to ", " okay to ",
		" shall i ", " shall we ", " should we ", " should i ", " we'll ", " we will ", " want me to ", " proposing ", " propose ", " proposal", " plan: ", " plan is ",
		" i'd like to ", " objections to ", " any objection", " ok if i ", " ok with ", " ok if we ", " let's ", " lets ", " next: ", " next up ", " happy to ", " safe to ", " i propose ", " going to run ", " going to do ",
	}
	asking = []string{
		" ok?", "objections", " any objection", "sound ok", "sanity check", "look right", "look ok", "second pair of eyes", "thoughts?", "lgty", "good to go?", "unless someone", "unless anyone",
	}
	wondering = []string{
		" how ", " what ", " what's ", " is there ", " does ", " did ", " which ", " where ", " why do ", " why does ", " have you ", " is that ", " is it ", " can i ", " could i ", " do you ", " do i ",
	}
	advising = []string{
		" you should ", " you can ", " you could ", " you need ", " you have to ", " you'll ", " you may ", " you might ", " you must ", " please ", " pls ", " try ", " i'd ",
		" i would ", " then run ", " just run ", " just do ", " need to ", " needs to ", " have to ", " following", " can you ", " could you ", " would you ", " someone ", " if you ",
		" you want to ", " make sure ", " type ", " you do ", " you run ", " you use ", " the only thing ", " best to ", " suggest ", " recommend ", " remember to ", " you ", " i think ", " maybe ", " why not ", " look at ", " have a look", " check ", " do this", " set your ",
	}
	telling = []string{
		" i ", " i've ", " i'm ", " im ", " ive ", " we ", " we've ", " ran ", " just did ", " tried ", " after ", " did ", " running ", " doing ", " executed ", " used ",
		" checked ", " restarted ", " my ", " doing a ", " the command ", " verified ", " rerun ", " by checking", " looking at ", " when ",
	}
	mentioning = []string{
		" like ", " instead of ", " same as ", " equivalent", " place of ", " part of ", " comes from ", " from ", " does what ", " called ", " ends with ", " docs", " playbook ", " alternative", " there's also ", " there is also ",
	}
	introducing = wordSet(`next proposal plan ok okay so or and then also hm hmm note fyi update now well oh first finally proposed idea`)
)

// failure reports whether a text tells what came of a command.
func failure(after string) bool {
	return containsAny(after, "error", "fail", "return", "show", "says", "hang", "doesn't", "does not", "didn't", "complain", "stuck", "gives", "gave",
		"reports", " i get", " but ", "worked", "fixed", " fine", "same ", "claims", "tells", "prints", "without", " empty", "verifies", " did it", " wants ", " went ", " works", " was ", " were ")
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
	t := s.text[:min(len(s.text), longestTold)]
	w := nextWord(t, 0, len(t))
	if w.start == w.end {
		return None
	}
	if logLine(t[w.start:]) || strings.HasPrefix(t[w.start:], fence) {
		return Output
	}
	if strings.IndexByte(t, '?') >= 0 || strings.Contains(t, "please") {
		return None
	}
	first := w.in(t)
	if full := w.full(t); full[0] == '[' && strings.IndexByte(full, '@') > 0 && strings.HasSuffix(full, "]") || full == "!log" {
		return Report
	}
	second := nextWord(t, w.end, len(t))
	switch {
	case in(doneActs, first) || in(ongoingActs, first) || pastAct(first) && second.start < second.end:
		return Report
	case in(orderedActs, first) && namesHost(t):
		return Report
	}
	return told(t, w)
}

// longestTold bounds how much of a message without commands is read, in bytes.
const longestTold = 700

// told looks for "we restarted", "was restarted" and "i'll restart" in a message.
func told(t string, w word) Intent {
	var before, last wordClass
	to := false
	for ; w.start < w.end; w = nextWord(t, w.end, len(t)) {
		a := w.in(t)
		class := classOf(a)
		switch {
		case class&adverb != 0 || a == "":
			continue
		case class&doneAct != 0 && last&doer != 0:
			return Report
		case class&orderedAct != 0 && (last&announcer != 0 || to && before&going != 0 || last&pair != 0 && before&firstPerson != 0):
			return Propose
		}
		before, last, to = last, class, a == "to"
	}
	return None
}

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

// pastAct reports whether a sentence that begins with w says what was done.
func pastAct(w string) bool {
	return len(w) > 4 && strings.HasSuffix(w, "ed") && !in(notDone, w)
}

var notDone = wordSet(`need indeed speed based related used supposed interested agreed confused red seed feed exceed succeed embed proceed hundred unrelated unneeded
detailed advanced limited tried wanted needed looked looks guessed asked`)

var (
	doneActs = wordSet(`made restarted rebooted killed deleted removed upgraded updated installed deployed redeployed reverted rolled disabled enabled depooled
pooled repooled drained cordoned uncordoned scaled cleared purged flushed dropped created added changed moved migrated merged rebuilt reloaded stopped started
switched set fixed reset restored cleaned unblocked blocked increased decreased reduced bumped ran re-ran submitted failed-over promoted demoted silenced
acked truncated reimaged rebased pushed pulled cherry-picked unmounted mounted resized reindexed whitelisted renamed applied cancelled terminated`)
	ongoingActs = wordSet(`restarting rebooting killing deleting removing upgrading updating installing deploying redeploying reverting rolling disabling enabling
depooling pooling repooling draining cordoning scaling clearing purging flushing dropping creating adding moving migrating merging rebuilding reloading stopping
starting switching resetting restoring cleaning failing resizing reindexing importing exporting reimaging`)
	orderedActs = wordSet(`restart reboot kill delete remove upgrade update install deploy redeploy revert rollback disable enable depool pool repool drain cordon
scale clear purge flush drop create add change move migrate merge rebuild reload stop start switch set fix reset restore clean import run rerun reinstall bump
increase decrease reduce promote failover dd apt-get format wipe boot burn compile downgrade partition mount bootstrap`)
	doers        = wordSet(`we we've we'd was were been being they team`)
	adverbs      = wordSet(`just also then now have had manually already finally quickly probably maybe only simply try and`)
	announcing   = wordSet(`i'll we'll gonna`)
	goings       = wordSet(`going about`)
	pairs        = wordSet(`will might could shall me should`)
	firstPersons = wordSet(`i we let`)
)
