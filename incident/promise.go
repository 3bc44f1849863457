package incident

import (
	"regexp"
	"strings"
	"sync"
)

// The pieces of a promise of repair. What is repaired, and what a time looks like, is English; other languages go through.
const (
	repaired = `(?:fix(?:ed|es)?|repair(?:ed|s)?|resolv(?:ed|e|es)|resolution|restor(?:ed|e|es)|recover(?:y|ed|s)?|solv(?:ed|e)|mend(?:ed)?|` +
		`back|working|work|available|running|up|online|normal|operational|over|done|complete(?:d|ly)?|finished)`
	fillers = `(?:[ ]+(?:again|up|online|to|normal|and|running|fully|completely|working|for|all|everyone|everybody|customers|you|of|it|this|` +
		`them|service|imports|be|is|will|about|expected|deployed|out|in|place|today|latest|at|the))`
	clockTime = `(?:[0-9]{1,2}(?:[:.h][0-9]{2})?[ ]*(?:am|pm|utc|gmt|cet|o'clock)\b|[0-9]{1,2}:[0-9]{2}(?:[ ]*[a-z]{2,4}\b)?|noon|midnight|tonight|tomorrow|` +
		`(?:the[ ]+)?end[ ]+of[ ]+(?:the[ ]+)?(?:day|week|hour)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:this|next)[ ]+(?:morning|afternoon|evening|week|hour))`
	length = `(?:(?:[0-9]+(?:[.-][0-9]+)?|an?|one|two|three|four|five|ten|fifteen|twenty|thirty|half[ ]an?|a[ ]few|a[ ]couple[ ]of|some)[ ]*` +
		`(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|moments?)\b|minutes|hours|moments)`
	roughly  = `(?:[ ]+(?:about|around|roughly|approximately|at|most|the|next|latest|no|later|than|another|~|less)|[ ]*~)*[ ]*`
	someTime = roughly + `(?:` + clockTime + `|` + length + `)`
)

// promises are the forms of a promise, in the order in which they are tried. They are compiled when they are first needed,
// because every start of the program would pay for it.
var promises = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		regexp.MustCompile(`(?i)\beta\b(?:[ :]+` + someTime + `)?`),
		regexp.MustCompile(`(?i)\b` + repaired + fillers + `{0,5}[ ]+(?:by|before|until|till|within|in)` + someTime),
		regexp.MustCompile(`(?i)\b(?:will|should|shall|'ll|going to|expect(?:ed)?|hope|plan)\b[^.!?;\n]{0,60}?\b` + repaired + fillers + `{0,5}[ ]+(?:at|around|after|from|on)` + someTime),
		regexp.MustCompile(`(?i)\b` + repaired + fillers + `{0,3}[ ]+(?:soon|shortly|momentarily|any minute|any moment|tonight|tomorrow|right away)\b`),
		regexp.MustCompile(`(?i)\b(?:by|before|within|in|at|around)` + someTime + `[^.!?;\n]{0,60}?\b(?:will|should|shall|'ll|going to)\b[^.!?;\n]{0,40}?\b` + repaired + `\b`),
		regexp.MustCompile(`(?i)\b(?:fix|repair|recovery|resolution|restore|rollback)\b[^.!?;\n]{0,30}?\b(?:takes?|needs?|expected)\b` + fillers + `{0,3}(?:[ ]+(?:by|within|in|at|before))?` + someTime),
	}
})

// past are the words before a repair that has happened.
var past = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:was|were|been|got|since|did)(?:[ ]+(?:fully|completely|now|all|partly|again))*[ ]+$`)
})

// PromisesRepair gives the words of a text that promise when the trouble will be over, such as "fixed by 15:00" or "back
// in 20 minutes", and "" where it promises nothing of the kind. Such a promise is hard to keep and harder to take back;
// the time of the next update is the one to give.
func PromisesRepair(text string) string {
	for _, form := range promises() {
		for _, at := range form.FindAllStringIndex(text, -1) {
			if !isPast(text[:at[0]]) {
				return strings.TrimSpace(text[at[0]:at[1]])
			}
		}
	}
	return ""
}

// isPast tells whether what stands before a repair says that it has happened. "It will have been fixed by 15:00" is one to
// come all the same.
func isPast(before string) bool {
	if !past().MatchString(before) {
		return false
	}
	clause := strings.ToLower(before[strings.LastIndexAny(before, ".!?;\n")+1:])
	return !strings.Contains(clause, "will") && !strings.Contains(clause, "should")
}
