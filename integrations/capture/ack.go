package capture

import (
	"strings"
	"sync"
)

// longestAnswer bounds messages that can be an answer, in bytes: longer ones say more.
const longestAnswer = 120

// ackOf says whether a whole message is a yes or a no to somebody's proposal.
func ackOf(text string) Ack {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > longestAnswer || strings.IndexByte(text, '?') >= 0 {
		return No
	}
	if ack := answer(text); ack != No {
		return ack
	}
	if i := afterAddressee(text, 0, len(text)); i > 0 && i < len(text) {
		return answer(text[i:])
	}
	return No
}

// answer reads the words of a message without their punctuation.
func answer(text string) Ack {
	var buf [longestAnswer + 1]byte
	said := normalised(buf[:0], text)
	if a, ok := answers()[string(said)]; ok {
		return a
	}
	if len(said) == 0 || !opensAnswer[said[0]] {
		return No
	}
	for _, o := range openings {
		if len(said) > len(o.words) && said[len(o.words)] == ' ' && string(said[:len(o.words)]) == o.words {
			rest := string(said[len(o.words)+1:])
			if strings.Count(rest, " ") < o.more && !manners()[nextWord(rest, 0, len(rest)).in(rest)] {
				return o.ack
			}
		}
	}
	return No
}

// normalised is text in lower case, its words one space apart, no punctuation but
// what is part of a sign (+1, :+1:, 👍).
func normalised(to []byte, text string) []byte {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case c == 0xe2 && strings.HasPrefix(text[i:], "’"):
			c = '\''
			i += len("’") - 1
		case blank(c), strings.IndexByte(".,;!\"()*~", c) >= 0:
			c = ' '
		}
		if c != ' ' || len(to) > 0 && to[len(to)-1] != ' ' {
			to = append(to, c)
		}
	}
	for len(to) > 0 && to[len(to)-1] == ' ' {
		to = to[:len(to)-1]
	}
	return to
}

// answerRows are whole messages, each in one row.
var answerRows = map[Ack]string{
	Yes: `+1|:+1:|👍|:thumbsup:|✅|:white_check_mark:|:heavy_check_mark:|✔️|:shipit:|:ok_hand:|👌|:ship:|🚢|lgtm|sgtm|lgtm +1|+1 lgtm|r+|approved|approve|approving|
		go|go ahead|go for it|go for launch|do it|do it live|do that|just do it|ok do it|yes do it|yeah do it|yep do it|ship it|send it|make it so|proceed|fire away|fire at will|run it|please run it|
		yes please|yes please do|please do|please go ahead|yes go ahead|yep go ahead|yeah go ahead|ok go ahead|ok go|yes go|sounds good|sounds good to me|looks good|looks good to me|looks right|looks right to me|looks correct|looks ok|looks fine|
		yes run it|ok run it|confirmed|i confirm|confirm|you have my +1|+1 from me|+1 go|👍 go|go go go|all yours|have at it|be my guest|green light|all clear go ahead|yes looks good|yep looks good|good to go|you're good to go|engage|full speed ahead|ack go ahead|second that|seconded|i second that|agreed go ahead|agreed do it|please proceed`,
	Veto: `-1|:-1:|👎|:thumbsdown:|:no_entry:|⛔|🛑|:octagonal_sign:|nack|nak|veto|no don't|no dont|don't|dont|do not|don't do it|dont do it|don't do that|dont do that|don't run that|don't run it|do not run that|do not run it|please don't|pls don't|no please don't|
		wait|wait wait|no wait|wait no|wait stop|please wait|wait a sec|wait a second|wait a minute|wait a moment|wait for me|hold|hold on|hold on a sec|hold on a second|hold on a minute|hold off|hold off please|please hold|please hold off|hold it|hold that|hang on|hang on a sec|
		stop|stop stop|stop it|stop that|no stop|please stop|abort|abort abort|abort that|not yet|no not yet|no way|absolutely not|definitely not|please no|not so fast|cancel that|belay that|scratch that|no go|that's a no|i object|objection|rejected|not approved|do not proceed|don't proceed`,
	Ctx: `yes|yep|yup|yeah|yea|ya|y|yas|aye|ok|okay|k|kk|sure|sure thing|right|correct|agreed|agree|ack|roger|roger that|copy|copy that|fine|fine by me|fine with me|works for me|wfm|cool|indeed|exactly|yes sir|yessir|yup yup|ok with me|ok by me|okay with me|no objection|no objections|
		no|nope|nah|negative|nay|n|🆗|:ok:|💯|:100:|🙏|:pray:|ok thanks|ok cool|sure go|that's right|absolutely|definitely|of course|please|ok please`,
}

// refusals are the answers of Ctx that say no.
var refusals = wordSet(`no nope nah negative nay n`)

var answers = sync.OnceValue(func() map[string]Ack {
	table := make(map[string]Ack, 300)
	for ack, row := range answerRows {
		for said := range strings.SplitSeq(row, "|") {
			table[strings.TrimSpace(said)] = ack
		}
	}
	return table
})

// openings are words that settle it with up to so many more after them.
var openings = []struct {
	words string
	more  int
	ack   Ack
}{
	{"lgtm", 8, Yes},
	{"+1", 6, Yes},
	{":+1:", 8, Yes},
	{"👍", 8, Yes},
	{"go ahead", 6, Yes},
	{"go for it", 5, Yes},
	{"ship it", 5, Yes},
	{"approved", 6, Yes},
	{"yes please", 4, Yes},
	{"looks good", 6, Yes},
	{"sounds good", 5, Yes},
	{"yes go ahead", 5, Yes},
	{"yes do it", 4, Yes},
	{"please go ahead", 5, Yes},
	{"please proceed", 5, Yes},
	{":shipit:", 5, Yes},
	{"sgtm", 6, Yes},
	{":white_check_mark:", 5, Yes},
	{"ok go ahead", 5, Yes},
	{"do it", 2, Yes},
	{"you're good to", 4, Yes},
	{"ok do it", 3, Yes},
	{"yep do it", 3, Yes},
	{"yep go ahead", 4, Yes},
	{"yeah go ahead", 4, Yes},
	{"no don't", 8, Veto},
	{"no dont", 8, Veto},
	{"don't do", 6, Veto},
	{"don't run", 8, Veto},
	{"do not run", 8, Veto},
	{"please don't", 8, Veto},
	{"hold off", 8, Veto},
	{"hold on", 8, Veto},
	{"wait don't", 8, Veto},
	{"stop don't", 8, Veto},
	{"no wait", 8, Veto},
	{"wait for", 6, Veto},
	{"wait until", 8, Veto},
	{"-1", 8, Veto},
	{"not yet", 8, Veto},
	{"nack", 8, Veto},
	{"nak", 8, Veto},
	{"veto", 6, Veto},
	{"hang on", 8, Veto},
	{"please hold", 6, Veto},
	{"let's not", 8, Veto},
	{"lets not", 8, Veto},
	{"do not do", 6, Veto},
	{"abort", 4, Veto},
	{"wait that", 8, Veto},
	{"wait this", 8, Veto},
	{"stop that", 6, Veto},
	{":-1:", 8, Veto},
	{"👎", 8, Veto},
	{"please wait", 6, Veto},
}

// manners are what people are asked not to do that is nobody's proposal: please don't
// paste in here.
var manners = wordSet(`paste flood spam hesitate use worry forget ask repeat shout post feed yell swear`)

// opensAnswer holds the first bytes of the openings, so that most messages are
// compared with none of them.
var opensAnswer = func() (first [256]bool) {
	for _, o := range openings {
		first[o.words[0]] = true
	}
	return first
}()
