package capture

import (
	"strings"
	"sync"
)

// trait says how far a program's name alone can be trusted.
type trait uint16

const (
	tool      trait = 1 << iota // people talk about it by name: the name and a word are no command
	english                     // the name is an English word: the same, and stricter
	bare                        // commonly run without arguments
	wordArg                     // takes plain words: modprobe ntfs
	pathArg                     // a path after it is enough anywhere: cat /etc/fstab
	wrapper                     // runs the command after it: sudo, time, xargs
	shellWord                   // part of the shell's language
	hostArg                     // a host's name after it is enough anywhere: ping db1.example.org
	quoteArg                    // a quotation after it is its argument: echo "x"
)

// program is one row of the table.
type program struct {
	traits trait
	words  int // how many plain words may follow its subcommand in a sentence
	subs   map[string]sub
}

// sub says how a subcommand is used.
type sub uint8

const (
	subPlain sub = iota + 1
	subWeak      // also a thing (docker image, git branch): needs more than its place
	subFinal     // no plain words follow it in a sentence: apt-get update
)

func (p *program) is(t trait) bool { return p.traits&t != 0 }

// programs by name. Lookup with a substring of the message does not allocate. The table is read when it is first needed,
// because a program that captures nothing should start as fast as one that cannot.
var programs = sync.OnceValue(func() map[string]*program { return parsePrograms(programTable) })

var traitLetters = map[byte]trait{
	'E': tool, 'B': bare, 'W': wordArg, 'P': pathArg, 'X': wrapper, 'S': shellWord, 'Q': quoteArg, 'H': hostArg,
}

// parsePrograms reads rows of the form "name,name TRAITS words: sub sub …"; traits,
// the number and the subcommands may be missing. A weak subcommand ends in ~, a
// final one in !.
func parsePrograms(table string) map[string]*program {
	all := make(map[string]*program, 1100)
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
			p.subs = make(map[string]sub, len(names))
			for _, n := range names {
				name, how := cutSub(n)
				p.subs[name] = how
			}
		}
		for name := range strings.SplitSeq(fields[0], ",") {
			all[name] = p
			if englishNames()[name] {
				word := *p
				word.traits |= english | tool
				all[name] = &word
			}
		}
	}
	return all
}

func cutSub(n string) (string, sub) {
	switch n[len(n)-1] {
	case '~':
		return n[:len(n)-1], subWeak
	case '!':
		return n[:len(n)-1], subFinal
	}
	return n, subPlain
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
		return programs()[string(buf[:len(word)])]
	}
	return programs()[word]
}
