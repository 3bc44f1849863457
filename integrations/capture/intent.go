package capture

import "strings"

// intent says what the message does with its commands, or with the actions that it
// tells of without one.
func (s *scanner) intent() Intent {
	if len(s.found) == 0 {
		return s.actions()
	}
	if s.fromPrompt || s.entered() || s.withOutput() {
		return Report
	}
	p := s.passage()
	if i, ok := s.introduced(sentenceStart(s.text, p.first.start), p.first.start); ok && !strings.HasPrefix(strings.Trim(p.after, " `'\""), "?") {
		return i
	}
	if handedOn(s.text[p.first.start:p.first.end], p.first.kind) {
		return Instruct
	}
	if i, ok := s.alone(p.first, p.last); ok {
		return i
	}
	if i, ok := s.leading(p); ok {
		return i
	}
	i := weigh(" "+strings.Trim(p.before, " `'\"*_(")+" ", " "+p.after+" ", s.firstLead)
	switch {
	case i == Report && p.named && !containsAny(" "+p.before, telling...) && strings.Trim(p.after, " `'\".!)") == "":
		return Instruct
	case (i == Instruct || i == Mention) && len(s.text) > narrative && !p.named && !strings.Contains(s.text, "you"):
		return Report
	}
	return i
}

// entered reports whether a message is an entry of an admin log: !log running …, or
// [user@host] running …
func (s *scanner) entered() bool {
	w := nextWord(s.text, 0, len(s.text)).full(s.text)
	return w == "!log" || len(w) > 4 && w[0] == '[' && w[len(w)-1] == ']' && strings.IndexByte(w, '@') > 0
}

// withOutput reports whether a message begins with a block of commands and lines
// that are none: what the commands said.
func (s *scanner) withOutput() bool {
	if !strings.HasPrefix(s.text, fence) || !emptyLine(strings.Trim(s.text[:s.found[0].start], "`")) {
		return false
	}
	block, _, _ := strings.Cut(s.text[len(fence):], fence)
	end := len(fence) + len(block)
	for i, f := range s.found {
		if f.end > end || f.kind != Shell || strings.Contains(s.text[f.start:f.end], "<<") {
			return false
		}
		next := end
		if i+1 < len(s.found) {
			next = min(end, s.found[i+1].start)
		}
		if said := strings.TrimSpace(s.text[f.end:next]); said != "" && said[0] != '#' && said[0] != '`' {
			return true
		}
	}
	return false
}

// passage is the sentence that the message's first command stands in.
type passage struct {
	first, last   span
	named         bool   // somebody is addressed
	from          int    // where the sentence begins, whom it is for left out
	before, after string // its words around the commands, in lower case
}

func (s *scanner) passage() passage {
	p := passage{first: s.found[0], last: s.found[len(s.found)-1]}
	p.from = sentenceStart(s.text, p.first.start)
	named := afterAddressee(s.text, skipBlanks(s.text, 0, len(s.text)), len(s.text))
	if named <= p.first.start && !in(introducing, nextWord(s.text, 0, len(s.text)).in(s.text)) {
		p.named = named > 0
		p.from = max(p.from, named)
	}
	p.before = strings.ToLower(s.text[p.from:p.first.start])
	p.after = strings.ToLower(s.text[p.first.end:sentenceEnd(s.text, max(p.first.end, p.last.end))])
	return p
}

// leading reads sentences that begin with an act that was done, or with the command.
func (s *scanner) leading(p passage) (Intent, bool) {
	w := nextWord(s.text, p.from, len(s.text))
	if in(adverbs, w.in(s.text)) {
		w = nextWord(s.text, w.end, len(s.text))
	}
	act := w.in(s.text)
	done := pastAct(act) || in(doneActs, act) && act != "set" // an order, where a command follows
	switch {
	case w.end < p.first.start && done:
		return Report, true
	case described(p.after) && !failure(p.after) && !strings.Contains(p.after, "?") && p.first.start <= p.from+3:
		return Mention, true
	case p.first.start == skipBlanks(s.text, 0, len(s.text)) && !containsAny(p.after, goesOn...):
		return Report, true // nobody is named, so the speaker ran it
	}
	return None, false
}

// goesOn are signs that a command at the start of a message was not simply run.
var goesOn = []string{
	" you", " will ", " should ", "instead", " then ", "?", " is what ", " would ", " says ", " to see", " to find", " to get", " to check",
	" and put ", " and change ", " and add ", " and look", " and see ", " and check", " and paste", " and try ", " and tell ", " and reboot", " and edit ", " and set ",
}

// handedOn reports whether a command is of a chat client, which nobody shows for
// having typed it, or asks a bot to tell somebody: /join #help, !sound | lena.
func handedOn(t string, kind Kind) bool {
	if kind != Other {
		return false
	}
	name := nextWord(t, 0, len(t)).full(t)
	return t[0] == '/' && len(name) > 1 && clientVerbs()[name[1:]] || t[0] == '!' && strings.Contains(t, " | ")
}

// introduced reads what stands above a block that begins with a command.
func (s *scanner) introduced(from, at int) (Intent, bool) {
	for from > 0 && emptyLine(s.text[from:at]) {
		at = from - 1
		from = sentenceStart(s.text, at)
		if at == from {
			continue
		}
		lead := strings.Trim(s.text[from:at], " \t:")
		if emptyLine(lead) {
			continue
		}
		return introduction(strings.ToLower(lead)), true
	}
	return None, false
}

// emptyLine reports whether a line before a command has nothing but marks in it.
func emptyLine(t string) bool {
	t = strings.Trim(t, " \t\n`$#>0123456789.*-)")
	return t == "" || in(languages, t)
}

// introduction is what the words above a block say that is done with it.
func introduction(lead string) Intent {
	w := nextWord(lead, 0, len(lead)).in(lead)
	padded := " " + lead + " "
	switch {
	case containsAny(padded, proposing...), strings.HasPrefix(lead, "plan"), strings.HasPrefix(lead, "next step"), strings.HasPrefix(lead, "proposed"):
		return Propose
	case in(doneActs, w), pastAct(w):
		return Report
	case containsAny(padded, telling...) && !containsAny(padded, " you ", " please "), containsAny(padded, " fixed ", " was done ", " resolved ", " worked ", " taken ", " timeline ", " executed "):
		return Report
	case containsAny(padded, mentioning...) && !strings.Contains(padded, " you "):
		return Mention
	}
	return Instruct
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
		return Instruct, !failure(" " + strings.ToLower(rest))
	case in(afterwards, rest):
		return Instruct, true
	case rest != "":
		return None, false
	case last != first && containsAny(s.text[first.end:last.start], " then ", ", "):
		return Instruct, true
	case strings.IndexByte(s.text, '`') >= 0:
		return Propose, true
	}
	return Report, true
}

// afterwards may follow an order.
var afterwards = wordSet(`then please pls plz instead first thanks`)

// languages may be named on the fence of a block.
var languages = wordSet(`bash sh shell console sql text terminal zsh`)

// weigh looks for the phrases around a command, the surest first.
func weigh(before, after string, ld lead) Intent {
	question := strings.Contains(after, "?") && !containsAny(after, " any hint", " any idea", " any clue", " any suggestion") || containsAny(before, " how do ", " how can ", " how would ", " is there ")
	failed := failure(after)
	if i := plainly(before, after, question, failed); i != None {
		return i
	}
	switch {
	case containsAny(before, advising...) && !(question && containsAny(before, " why ", " did you ", " have you ", " do you ", " do we ", " do i ")):
		return Instruct
	case habitual(before) && !question && !failed:
		return Mention
	case containsAny(before, telling...) && (!question || failed || containsAny(before, " ran ", " tried ", " i'm running ", " when i ", " i did ", " if i ", " error ")):
		return Report
	case question:
		return Question
	case strings.HasPrefix(before, " running "), strings.HasPrefix(before, " manually running "):
		return Report
	case containsAny(before, " running ", " rerunning ") && !failed, containsAny(before, mentioning...), containsAny(after, " playbook", " docs", " documentation", " does that", " any more", " anymore", " would ", " is what "):
		return Mention
	case failed:
		return Report
	case described(after):
		return Mention
	case ld >= atStart, in(orders, nextWord(before, 0, len(before)).in(before)), containsAny(before, " use ", " first ", " you'd ", " put ", " add ", " see ", " with ", " or ", " then "),
		containsAny(after, " instead ", " will ", " for that", " should ", " first "):
		return Instruct
	}
	return Report
}

// plainly reads the phrases that settle the intent whatever else is said; None
// where there are none.
func plainly(before, after string, question, failed bool) Intent {
	speaker := containsAny(before, " i ", " we ")
	switch {
	case question && (strings.HasPrefix(before, " is it safe to ") || strings.HasPrefix(before, " if i ")):
		return Question
	case containsAny(before, " this is from ", " had to ", " got this ", " get this ", " the output of ", " output from ") && !containsAny(before, " you ", " please ", " paste "):
		return Report
	case strings.HasPrefix(before, " either ") && !question && !failed:
		return Instruct
	case questioned(before, after):
		return Question
	case question && containsAny(before, " should i ", " should we ", " shall i ") && strings.Contains(after, " or ") && !strings.Contains(after, " or do you "):
		return Question
	case containsAny(before, " people ", " folks ") && !speaker, containsAny(before, " you mean ", " basically ", " would be "), containsAny(before, " difference between ") && !question:
		return Mention
	case containsAny(before, proposing...), containsAny(after, asking...), strings.HasPrefix(before, " going to "):
		return Propose
	case question && containsAny(before, wondering...) && !containsAny(after, "error", "fail"):
		return Question
	case containsAny(before, " script calls ", " calls ", " uses ", " invokes ", " runs ") && !speaker && !strings.Contains(before, " you ") && !failed:
		return Mention
	case strings.HasPrefix(before, " if ") && !failed && !question && !speaker:
		return Instruct
	case containsAny(before, " after that ", " before that ") && !failed && !speaker:
		return Instruct
	case containsAny(before, " when i ", " if i ", " whenever i "):
		return Report
	}
	return None
}

// questioned reports whether a sentence asks, with or without its mark: what does
// lspci say, why does ls hang.
func questioned(before, after string) bool {
	if containsAny(before, " what does ", " what do ", " whats ", " what's ", " how does ", " how do i ", " how can i ", " anyone know ", " anybody know ", " anyone tried ", " anybody tried ") {
		return !containsAny(after, " error", " fail")
	}
	return strings.HasPrefix(before, " why does ") && !containsAny(after, " error:", "failed")
}

// habitual reports whether a sentence tells of what somebody uses, not of what was run.
func habitual(before string) bool {
	return containsAny(before, " am using ", " i'm using ", " we're using ", " are using ", " i use ", " we use ", " i usually ", " we usually ", " i normally ", " i always ")
}

// described reports whether what follows a command says what it is.
func described(after string) bool {
	after = " " + strings.TrimLeft(after, " `'\"*_)")
	for _, verb := range [...]string{
		" uses ", " exists ", " is for ", " is from ", " is what ", " is the same ", " is a ", " is an ", " is deprecated", " is just ", " is only ",
		" is bad ", " is good ", " is better", " is too ", " is never ", " is not ", " isn't ", " takes ", " can ", " has ", " only ", " does ", " is how ", " is nice", " is still ", " should ", " are two ", " are the ", " are both ", " both ", " are not ", " won't ", " does not ", " doesn't ",
	} {
		if strings.HasPrefix(after, verb) {
			return true
		}
	}
	return false
}

// orders begin a sentence that tells somebody to do something.
var orders = wordSet(`rm set put add export change open pastebin paste show post check see go get start stop edit install kill delete remove replace
restart reboot make use run try do type enter look download boot mount fix read test execute copy move log ssh call remember first don't dont never
always give create build clone pull compile uncomment append update upgrade reinstall purge find switch grab fetch ensure verify confirm hit press list watch monitor scan view query`)

// The phrases, each with the blanks that keep it a phrase.
var (
	proposing = []string{
		" i'll ", " ill ", " imma ", " i will ", " i'm going to ", " im going to ", " we're going to ", " gonna ", " about to ", " let me ", " i plan ", " planning to ", " ok to ", " okay to ",
		" next step", " plan for ", " shall i ", " shall we ", " should we ", " should i ", " we'll ", " we will ", " want me to ", " proposing ", " propose ", " proposal", " plan: ", " plan is ",
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
		" i ", " i've ", " i'm ", " im ", " ive ", " we ", " we've ", " ran ", " just did ", " tried ", " after ", " did ", " doing ", " executed ", " used ",
		" checked ", " restarted ", " my ", " doing a ", " the command ", " got ", " says ", " said ", " complains ", " verified ", " rerun ", " by checking", " looking at ", " when ", " this is from ",
	}
	mentioning = []string{
		" like ", " instead of ", " same as ", " equivalent", " place of ", " part of ", " comes from ", " from ", " does what ", " called ", " ends with ", " docs", " playbook ", " alternative", " there's also ", " there is also ", " there is ", " there's ",
	}
	introducing = wordSet(`next proposal plan ok okay so or and then also hm hmm note fyi update now well oh first finally proposed idea`)
)

// failure reports whether a text tells what came of a command.
func failure(after string) bool {
	if w := nextWord(after, 0, len(after)); pastAct(strings.Trim(w.in(after), "`'\"")) {
		return true
	}
	if w := nextWord(after, 0, len(after)); strings.Trim(w.full(after), "`'\"*)") == "" && pastAct(nextWord(after, w.end, len(after)).in(after)) {
		return true
	}
	return containsAny(after, " error", " fail", " return", " show", " says", " hang", "doesn't", "does not", "didn't", " complain", "stuck", " gives", " gave",
		" reports", " ends with", " contains", " lists ", " still ", " now shows", " i get", " but ", "worked", "fixed", " fine", " same ", " claims", " tells", " prints", " without", " empty", " verifies", " did it", " did the trick", " wants ", " went ", " works", " was ", " were ")
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
