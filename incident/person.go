package incident

import (
	"strings"
	"unicode/utf8"
)

// Person is a person's handle without the @, in lower case: "zac". Empty is nobody.
type Person string

// Nobody is the absence of a person.
const Nobody Person = ""

// maxPersonBytes bounds a handle; longer than any chat service allows.
const maxPersonBytes = 80

// ParsePerson reads a handle, with or without its @. Letters, digits, dots, dashes and underscores make a handle.
func ParsePerson(s string) (Person, error) {
	name := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "@"))
	if name == "" {
		return Nobody, refuse("nobody is named", "a handle such as @zac")
	}
	if len(name) > maxPersonBytes || !utf8.ValidString(name) || strings.IndexFunc(name, notOfHandle) >= 0 {
		return Nobody, refuse(quoted(s)+" is not a handle: letters, digits, . - _ and at most 80 bytes", "@zac")
	}
	return Person(name), nil
}

// checkPerson refuses what is not a handle as ParsePerson gives it: two spellings of one person would be two people.
func checkPerson(people ...Person) error {
	for _, p := range people {
		if p == Nobody {
			continue
		}
		if same, err := ParsePerson(string(p)); err != nil || same != p {
			return refuse(quoted(string(p))+" is not a handle", "@zac, in lower case")
		}
	}
	return nil
}

// otherThan is somebody for an example, who must not be p.
func otherThan(p Person) Person {
	if p == "nick" {
		return "zac"
	}
	return "nick"
}

func notOfHandle(r rune) bool { return !isWordRune(r) && r != '.' && r != '-' }

// String is the handle with its @; nobody is "nobody".
func (p Person) String() string {
	if p == Nobody {
		return "nobody"
	}
	return "@" + string(p)
}
