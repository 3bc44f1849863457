package capture

import (
	"strings"
	"sync"
)

// stopWords end a command in a sentence: words that go on talking. Words that are
// common arguments too (all, add, up, down, off, start, stop, list, show, status)
// are not among them.
var stopWords = wordSet(`
a about actually after afterwards again ago all-in-all almost alone already also although always am an and another any anybody anymore
anyone anything anyway appear appears are aren't around as ask asked asks at away back bad be because been before being
better between both btw but by came can can't cannot cause causes change changed check come comes command complain complained complaining complains could
couldn't course crash crashed crashes did didn't die died dies do does doesn't doing don't done dont doesnt didnt cant wont isnt during each either else error errors
etc even ever every everything everyone exactly except exit exits expects fail failed failing fails fine finish finished finishes first fixed fixes skip stand stands
passes uploads downloads overwrites segfaults spins stalls executes connects fetches eats wipes freezes hits resolves compiles converts sends
becomes disappears expects warns detects disconnects segfaulted timed
for found from gave get gets getting give gives giving go goes going gone gonna good got guess had happen happened happening happens has
hasn't have haven't having he hello help helps her here here's hey hi him his how however i i'd i'll i'm i've id idea if im in instead
into is isn't it it's its itself just keep keeps kinda know last later least let lets like likely long look looked looking looks lot made make makes many may maybe me mean means might more most much must my
need needed needs never next nice no nobody nope not nothing now of off-topic often oh ok okay on once one ones only onto or other otherwise our out
over part perhaps please possible possibly pretty print printed prints probably problem put quite rather really report reported reports return returned returning returns right run running runs said same saw say saying says see seem seemed seems
sees several shall she should shouldn't showed showing shows since so some somebody somehow someone something sometimes somewhere soon sorry stays still stuck
stuff such sure take taken takes tell tells than thank thanks that that'd that'll that's thats the their them themselves then there there's these they they'll they're
they've thing things think this those though thought through throws thru thus time times to together told too took tried tries try trying under unless
until upon us use used using usually very via want wants was wasn't way we we'd we'll we're we've well went were weren't what what's when whenever where
whether which while who whose why will with within without won't work worked working works would wouldn't wrong yea yeah yep yes yet you you'd
you'll you're you've your yours yourself output message messages job hangs hung hanging reveals revealed confirms confirmed indicates indicated suggests completed completes succeeded succeeds
breaks finds lists creates deletes removes installs updates looks requires picks pulls pushes sets adds uses puts allows helps ignores reads writes
builds loads starts stops restarts prompts spits dumps produces outputs refuses blows responds answers behaves resets exited died
wanted replaced installs appears complains ends begins continues waits thinks believes figures skips misses lacks
followed smart clever able supposed allowed required necessary ready twice thrice altogether safe enough correct available useful helpful faster slow slower easy easier weird strange different identical equivalent harmless dangerous obsolete deprecated
broke broken stopped started starting stopping w/ w/o u ur pls plz thx lol hmm ah ahh aha cool wow ya yup nah per
against across along beyond behind inside outside near via whereas therefore hence meanwhile manually locally remotely successfully correctly properly
`)

// runVerbs before a program say that it is run.
var runVerbs = wordSet(`run running ran runs rerun re-run reran try tried typed typing type execute executing executed issue issued issuing
invoke invoked enter entered do did doing redo paste pasted pasting`)

// leadWords before a program leave room for a command: they come before a verb.
var leadWords = wordSet(`run running ran runs rerun re-run reran try tried typed typing type execute executing executed issue issued issuing
invoke invoked enter entered do did doing redo paste pasted pasting use used using to just then please and or you we i can could should would will must might
i'll we'll you'll i'd you'd via with w/ by now first maybe also simply not didn't don't cannot let's lets when if that either usually
tee like eg e.g. e.g i.e. ie gonna command: is was`)

// nounLeads before a program make it a thing, not an act.
var nounLeads = wordSet(`the a an my your our his their this that these those some any no its new old another each every which latest`)

// wordClass is what a word of a sentence may be; a word may be several things.
type wordClass uint32

const (
	runVerb wordClass = 1 << iota
	leadWord
	nounLead
	filler
	doneAct
	orderedAct
	adverb
	doer
	announcer
	going
	pair
	firstPerson
	order     // begins an order
	joining   // joins a command to the next
	means     // before what something is done with
	outcome   // of a command
	pressing  // the key after a command
	beginning // of a script that runs for long
)

// lexicon holds the classes of every word that has one, so that the walk over a
// sentence costs one lookup a word.
var lexicon = sync.OnceValue(func() map[string]wordClass {
	return classify(map[wordClass]words{
		runVerb: runVerbs, leadWord: leadWords, nounLead: nounLeads, filler: fillers, doneAct: doneActs, orderedAct: orderedActs,
		adverb: adverbs, doer: doers, announcer: announcing, going: goings, pair: pairs, firstPerson: firstPersons,
		order: orders, joining: joinings, means: meansWords, outcome: outcomes, pressing: pressings, beginning: beginnings,
	})
})

func classify(sets map[wordClass]words) map[string]wordClass {
	all := make(map[string]wordClass, 600)
	for class, set := range sets {
		for w := range set() {
			all[w] |= class
		}
	}
	return all
}

// classOf is what a word may be, its capitals aside.
func classOf(word string) wordClass {
	if len(word) == 0 || len(word) > longestWord {
		return 0
	}
	for i := range len(word) {
		if c := word[i]; c >= 'A' && c <= 'Z' {
			var buf [longestWord]byte
			return lexicon()[string(lowered(buf[:0], word))]
		}
	}
	return lexicon()[word]
}

// longestWord bounds the words that are looked up, in bytes.
const longestWord = 16

func lowered(to []byte, word string) []byte {
	for i := range len(word) {
		c := word[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		to = append(to, c)
	}
	return to
}

// words is a set of words. It is made when it is first asked for, because most programs with this package in them start
// without a message to read.
type words func() map[string]bool

func wordSet(list string) words {
	return sync.OnceValue(func() map[string]bool {
		set := make(map[string]bool, strings.Count(list, " ")+1)
		for w := range strings.FieldsSeq(list) {
			set[w] = true
		}
		return set
	})
}

// in reports whether a word is in a set, its capital aside, without allocating.
func in(all words, word string) bool {
	if len(word) == 0 || len(word) > longestWord {
		return false
	}
	for i := range len(word) {
		if c := word[i]; c >= 'A' && c <= 'Z' {
			var buf [longestWord]byte
			return all()[string(lowered(buf[:0], word))]
		}
	}
	return all()[word]
}
