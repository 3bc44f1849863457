package grammar

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// words are what refusals say instead where no line would help, or which line depends on what is meant.
var words = []string{
	"", "@zac", "@zac, in lower case", "A3", "deploy", "shell, sql or other", "fewer at a time", "engineering, internal or public",
	"a handle such as @zac", "a link to the text", "a shorter one, and the rest as a note or a link", "a time such as 14:05 or -5m",
	"a time that has passed, such as -5m", "another title, or do something in the one that is there", "baton list shows them",
	"ic, icl, analyst, deputy, scribe, or a word of a-z, 0-9 and -", "investigating, identified, monitoring or resolved",
	"page, joined or release and @zac", "people shows who is what", "set the clock and try again", "sev and another number",
	"the earlier time first, such as 14:05-14:20", "the text without them", "the time at which it was due", "the time at which it was known",
}

// fillings stand for what an example takes from the state.
var fillings = []string{"12", "@zac", "done", "confirm", "scribe", "internal", "identified", "importer", "it is back"}

// Whoever is refused types what the refusal names, so that has to be a line. A new refusal is tested without being named
// here, unless it says words.
func TestWhatRefusalsNameCanBeTyped(t *testing.T) {
	found := refusals(t)
	if len(found) < 80 {
		t.Fatalf("only %d refusals found in package incident", len(found))
	}
	for _, example := range found {
		line := strings.Join(example, "")
		if !strings.ContainsAny(line, "abcdefghijklmnopqrstuvwxyz") || slices.Contains(words, line) {
			continue // words, or nothing but what comes from elsewhere
		}
		if !fits(example) {
			t.Errorf("nobody can type %q", strings.Join(example, "___"))
		}
	}
}

// fits tries every filling between the pieces of an example until one makes a line.
func fits(pieces []string) bool {
	if len(pieces) == 1 {
		_, err := typist.Parse(trimmed(pieces[0]))
		return err == nil
	}
	return slices.ContainsFunc(fillings, func(f string) bool {
		return fits(append([]string{pieces[0] + f + pieces[1]}, pieces[2:]...))
	})
}

// trimmed is the line without what the refusal adds in words: "done 3, once it is", "ask @zac, or freeze …".
func trimmed(line string) string {
	line = strings.TrimPrefix(line, "baton ")
	if _, after, ok := strings.Cut(line, ", or "); ok && strings.HasPrefix(line, "ask ") {
		line = after
	}
	for _, cut := range []string{", or ", ", once ", " first", " (", ", correct "} {
		line, _, _ = strings.Cut(line, cut)
	}
	return line
}

// ofRoster tells whether a function checks the roster, whose faults are mended in its file and not by a line.
func ofRoster(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return false
	}
	star, ok := f.Recv.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	name, ok := star.X.(*ast.Ident)
	return ok && name.Name == "rosterCheck"
}

// refusals gives every expression in package incident that says what to type instead, as the literal pieces around what
// it takes from the state.
func refusals(t *testing.T) (found [][]string) {
	for _, file := range incidentFiles(t) {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || ofRoster(f) {
				continue
			}
			example := exampleOf(f)
			ast.Inspect(f, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					if pieces := insteadOf(call, example); pieces != nil {
						found = append(found, pieces)
					}
				}
				return true
			})
		}
	}
	return found
}

// insteadOf is the argument of a refusal that says what to type instead.
func insteadOf(call *ast.CallExpr, example string) []string {
	name, ok := call.Fun.(*ast.Ident)
	if !ok {
		return nil
	}
	at, ok := map[string]int{"refuse": 1, "refusef": 0, "checkText": 3, "checkOptional": 3, "checkName": 3, "checkWait": 1}[name.Name]
	if !ok || at >= len(call.Args) {
		return nil
	}
	pieces := piecesOf(call.Args[at], example)
	if name.Name == "checkWait" { // which adds a wait to the verb
		pieces[len(pieces)-1] += " 15m"
	}
	return pieces
}

// exampleOf is the constant that a function keeps its example in.
func exampleOf(f *ast.FuncDecl) (value string) {
	ast.Inspect(f, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && spec.Names[0].Name == "example" && len(spec.Values) == 1 {
			if literal, ok := spec.Values[0].(*ast.BasicLit); ok {
				value, _ = strconv.Unquote(literal.Value)
			}
		}
		return true
	})
	return value
}

// piecesOf gives the literal text of an expression, cut wherever something else stands in it.
func piecesOf(e ast.Expr, example string) []string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil {
			return []string{text}
		}
	case *ast.Ident:
		if e.Name == "example" && example != "" {
			return []string{example}
		}
	case *ast.BinaryExpr:
		left, right := piecesOf(e.X, example), piecesOf(e.Y, example)
		last := len(left) - 1
		return append(append(left[:last:last], left[last]+right[0]), right[1:]...)
	case *ast.CallExpr:
		if f, ok := e.Fun.(*ast.SelectorExpr); ok && (f.Sel.Name == "Sprintf" || f.Sel.Name == "TrimSpace") {
			return verbsCut(piecesOf(e.Args[0], example))
		}
	}
	return []string{"", ""}
}

func verbsCut(pieces []string) []string {
	return strings.Split(strings.NewReplacer("%d", "\x00", "%s", "\x00").Replace(strings.Join(pieces, "\x00")), "\x00")
}
