package capture

import "strings"

// actions reads a message without commands: an action done or announced in English.
func (s *scanner) actions() Intent {
	t := s.text[:min(len(s.text), longestTold)]
	w := nextWord(t, 0, len(t))
	if w.start == w.end {
		return None
	}
	if strings.HasPrefix(t[w.start:], fence) {
		return pastedBlock(t[w.start+len(fence):])
	}
	if logLine(t[w.start:]) {
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
	case in(orderedActs, first) && namesHost(t), entry(t, w):
		return Report
	}
	return told(t, w)
}

// pastedBlock reads a block without commands: output, unless it is source or a patch.
func pastedBlock(t string) Intent {
	language := nextWord(t, 0, lineEnd(t, 0)).in(t)
	if in(sourceLanguages, language) || strings.Contains(t, "\n+") && strings.Contains(t, "\n-") {
		return None
	}
	switch nextWord(t, lineEnd(t, 0), len(t)).full(t) {
	case "from", "import", "class", "def", "package", "#include", "apiVersion:":
		return None
	}
	return Output
}

// entry reports whether a message is a terse entry of an admin log: no person in
// it, a host, and an act within the first words or "done" at the end.
func entry(t string, w word) bool {
	if len(t) > longestEntry || !namesHost(t) {
		return false
	}
	acted, last := false, ""
	for n := 0; w.start < w.end; n++ {
		last = w.in(t)
		switch last {
		case "i", "I", "you", "my", "your", "it", "it's", "i'm", "me", "can", "not", "don't", "if":
			return false
		}
		acted = acted || n == 0 && last == "running" || n == 1 && (in(doneActs, last) || in(ongoingActs, last))
		w = nextWord(t, w.end, len(t))
	}
	return acted || last == "done" || last == "complete" || last == "completed" || last == "finished"
}

// told looks for "we restarted", "was restarted" and "i'll restart" in a message.
func told(t string, w word) Intent {
	var before, last wordClass
	to := false
	for ; w.start < w.end; w = nextWord(t, w.end, len(t)) {
		a := strings.TrimLeft(w.in(t), "[(*_`")
		class := classOf(a)
		switch {
		case a == "not" || a == "never":
			last, before = 0, 0
			continue
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

// sourceLanguages may be named on the fence of a block that holds no output.
var sourceLanguages = wordSet(`yaml yml json python py ruby rb go diff patch js javascript toml ini dockerfile hcl terraform java c cpp make makefile`)

// longestEntry bounds an entry of an admin log that is told by its shape, in bytes.
const longestEntry = 100

// longestTold bounds how much of a message without commands is read, in bytes.
const longestTold = 700

var notDone = wordSet(`need indeed speed based related used supposed interested agreed confused red seed feed exceed succeed embed proceed hundred unrelated unneeded
detailed advanced limited tried wanted needed looked looks guessed asked`)

var (
	doneActs = wordSet(`made restarted rebooted killed deleted removed upgraded updated installed deployed redeployed reverted rolled disabled enabled depooled
pooled repooled drained cordoned uncordoned scaled cleared purged flushed dropped created added changed moved migrated merged rebuilt reloaded stopped started
switched set fixed reset restored cleaned unblocked blocked increased decreased reduced bumped ran re-ran submitted failed-over promoted demoted silenced
acked reported reporting paged notified alerted truncated reimaged rebased pushed pulled cherry-picked unmounted mounted resized reindexed whitelisted renamed applied cancelled terminated`)
	ongoingActs = wordSet(`restarting rebooting killing deleting removing upgrading updating installing deploying redeploying reverting rolling disabling enabling
depooling pooling repooling draining cordoning scaling clearing purging flushing dropping creating adding moving migrating merging rebuilding reloading stopping
starting switching resetting restoring cleaning failing resizing reindexing importing exporting reimaging`)
	orderedActs = wordSet(`restart reboot kill delete remove upgrade update install deploy redeploy revert rollback disable enable depool pool repool drain cordon
scale clear purge flush drop create add change move migrate merge rebuild reload stop start switch set fix reset restore clean import run rerun reinstall bump
increase decrease reduce promote failover dd apt-get format wipe boot burn compile downgrade partition mount bootstrap`)
	doers        = wordSet(`we we've we'd was were been being they team are students users`)
	adverbs      = wordSet(`just also then now have had manually already finally quickly probably maybe only simply try and`)
	announcing   = wordSet(`i'll we'll gonna`)
	goings       = wordSet(`going about`)
	pairs        = wordSet(`will might could shall me should`)
	firstPersons = wordSet(`i we let`)
)
