package capture

import "strings"

// trait says how far a program's name alone can be trusted.
type trait uint8

const (
	english   trait = 1 << iota // also an English word, or a tool people talk about by name
	bare                        // commonly run without arguments
	wordArg                     // takes plain words: modprobe ntfs
	pathArg                     // a path after it is enough anywhere: cat /etc/fstab
	wrapper                     // runs the command after it: sudo, time, xargs
	shellWord                   // part of the shell's language
)

// program is one row of the table.
type program struct {
	traits trait
	words  int // how many plain words may follow its subcommand in a sentence
	subs   map[string]bool
}

func (p *program) is(t trait) bool { return p.traits&t != 0 }

// programs by name. Lookup with a substring of the message does not allocate.
var programs = parsePrograms(programTable)

var traitLetters = map[byte]trait{
	'E': english, 'B': bare, 'W': wordArg, 'P': pathArg, 'X': wrapper, 'S': shellWord,
}

// parsePrograms reads rows of the form "name,name TRAITS words: sub sub …"; traits,
// the number and the subcommands may be missing.
func parsePrograms(table string) map[string]*program {
	all := make(map[string]*program, 900)
	for row := range strings.Lines(table) {
		head, subs, _ := strings.Cut(strings.TrimSpace(row), ":")
		fields := strings.Fields(head)
		if len(fields) == 0 {
			continue
		}
		p := &program{words: -1}
		for _, f := range fields[1:] {
			if f[0] >= '0' && f[0] <= '9' {
				p.words = int(f[0] - '0')
				continue
			}
			for i := range len(f) {
				p.traits |= traitLetters[f[i]]
			}
		}
		if names := strings.Fields(subs); len(names) > 0 {
			p.subs = make(map[string]bool, len(names))
			for _, n := range names {
				p.subs[n] = true
			}
		}
		for name := range strings.SplitSeq(fields[0], ",") {
			all[name] = p
		}
	}
	return all
}

// longestProgram bounds the names that are looked up, in bytes.
const longestProgram = 32

// lookup finds the program that a word names: as it is, with a path before it, or
// with the capital that telephones put at the start of a sentence.
func lookup(word string) *program {
	if len(word) > 0 && (word[0] == '/' || word[0] == '.' || word[0] == '~') {
		word = word[strings.LastIndexByte(word, '/')+1:]
	}
	if len(word) < 1 || len(word) > longestProgram {
		return nil
	}
	if c := word[0]; c >= 'A' && c <= 'Z' {
		var buf [longestProgram]byte
		copy(buf[:], word)
		buf[0] |= 0x20
		return programs[string(buf[:len(word)])]
	}
	return programs[word]
}
