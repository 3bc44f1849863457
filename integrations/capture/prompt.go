package capture

import "strings"

// promptKind says whose prompt it is.
type promptKind uint8

const (
	promptNone promptKind = iota
	promptShell
	promptRoot    // a lone "# ", which also begins a comment or a heading
	promptSQL     // a SQL database's console
	promptConsole // another console: redis, mongo
	promptSource  // a programming language's: what follows is source
)

func kindAt(k promptKind) Kind {
	switch k {
	case promptSQL:
		return SQL
	case promptConsole:
		return Other
	}
	return Shell
}

// prompted takes what stands behind a prompt at the start of a line.
func (s *scanner) prompted(i, end int) bool {
	n, kind := promptEnd(s.text[i:end])
	if n == 0 {
		return false
	}
	from := skipBlanks(s.text, i+n, end)
	to := trimEntry(s.text, from, end)
	if from >= to {
		return kind != promptRoot
	}
	t := s.text[from:to]
	w := nextWord(t, 0, len(t))
	switch kind {
	case promptSource:
		return true
	case promptSQL:
		to = continued(s.text, from, to)
	case promptConsole:
	case promptRoot:
		if !typedCommand(t, afterRun) || t[0] >= 'A' && t[0] <= 'Z' || lookup(w.in(t)) == nil {
			return false
		}
	default:
		if cmdlet(w.in(t)) {
			break
		}
		if !programLike(w.full(t)) && !programLike(w.in(t)) && !assignment(w.full(t)) && lookup(w.in(t)) == nil && t[0] != '(' && t[0] != '{' {
			return false
		}
	}
	s.first(atStart)
	s.fromPrompt = true
	return s.add(from, to, kindAt(kind))
}

// continued is the end of the statement s[from:to] with the lines that stand at a
// console's prompts for more of it: "    -> ", "shop-# ", "shop(> ".
func continued(s string, from, to int) int {
	for end := to; end < len(s) && s[end] == '\n' && strings.IndexByte(s[from:to], ';') < 0; {
		stop := lineEnd(s, end+1)
		line := s[end+1 : stop]
		if !morePrompt(strings.TrimLeft(line, " ")) || end-from > longestParsed {
			break
		}
		end = stop
		to = end - (len(line) - len(strings.TrimRight(line, " \t\r")))
	}
	return to
}

// morePrompt reports whether a line stands at the prompt for more of a statement.
func morePrompt(line string) bool {
	for _, p := range [...]string{"-> ", "'> ", "\"> ", "`> ", "...> ", "... "} {
		if strings.HasPrefix(line, p) {
			return true
		}
	}
	i := strings.IndexByte(line, ' ')
	if i < 3 || i > 40 || line[i-1] != '#' && line[i-1] != '>' {
		return false
	}
	c := line[i-2]
	return c == '-' || c == '(' || c == '\'' || c == '"'
}

// trimEntry cuts what an admin log adds to a command: (START), (END - exit=0), and
// the host it ran on.
func trimEntry(s string, from, to int) int {
	for _, note := range [...]string{" (START)", " (END"} {
		if i := strings.LastIndex(s[from:to], note); i > 0 {
			to = from + i
		}
	}
	if i := strings.LastIndex(s[from:to], " on "); i > 0 && strings.IndexByte(s[from+i+4:to], ' ') < 0 && strings.IndexByte(s[from+i:to], '"') < 0 {
		to = from + i
	}
	return to
}

// promptEnd is the length of the prompt that t begins with, or 0.
func promptEnd(t string) (int, promptKind) {
	if t == "" {
		return 0, promptNone
	}
	switch c := t[0]; {
	case strings.HasPrefix(t, "$ "):
		return 2, promptShell
	case strings.HasPrefix(t, "# "):
		return 2, promptRoot
	case strings.HasPrefix(t, ">>> ") || strings.HasPrefix(t, "... "):
		return 4, promptSource
	case c == '~':
		if strings.HasPrefix(t, "~ $ ") || strings.HasPrefix(t, "~$ ") {
			return strings.IndexByte(t, '$') + 2, promptShell
		}
		return 0, promptNone
	case c == 0xe2:
		return themedPrompt(t), promptShell
	case !isLetter(c) && !isDigit(c) && c != '[' && c != '(':
		return 0, promptNone
	}
	if n := shellPrompt(t); n > 0 {
		return n, promptShell
	}
	return consolePrompt(t)
}

// shellPrompt matches user@host:~$, [user@host dir]#, (env) user@host $, bash-4.2$, PS C:\>.
func shellPrompt(t string) int {
	line := t[:min(len(t), 160)]
	if strings.HasPrefix(line, "PS ") || len(line) > 3 && line[1] == ':' && line[2] == '\\' {
		if i := strings.Index(line, "> "); i > 0 {
			return i + 2
		}
	}
	i := 0
	for i < len(line) {
		j := strings.IndexAny(line[i:], "$#%")
		if j < 0 {
			return 0
		}
		i += j + 1
		if i < len(line) && line[i] == ' ' {
			break
		}
		if i >= len(line) {
			return 0
		}
	}
	before := line[:i-1]
	if strings.HasPrefix(before, "bash-") || strings.HasPrefix(before, "sh-") || strings.HasPrefix(before, "zsh-") {
		return ifNoBlank(before, i+1)
	}
	at := strings.IndexByte(before, '@')
	if at < 1 || at+1 >= len(before) || strings.Count(before, " ") > 2 {
		return 0
	}
	if before[0] != '[' && before[0] != '(' && strings.IndexByte(before[:at], ' ') >= 0 {
		return 0
	}
	if !isLetter(before[at+1]) && !isDigit(before[at+1]) {
		return 0
	}
	return i + 1
}

// themedPrompt matches the arrows that shells' themes have for prompts:
// ➜  folder git:(branch) ✗ and ❯. It gives 0 for other text.
func themedPrompt(t string) int {
	if strings.HasPrefix(t, "❯ ") {
		return len("❯ ")
	}
	if !strings.HasPrefix(t, "➜ ") {
		return 0
	}
	w := nextWord(t, nextWord(t, 0, len(t)).end, len(t)) // the folder
	end := w.end
	for {
		w = nextWord(t, end, len(t))
		if f := w.full(t); !strings.HasPrefix(f, "git:(") && f != "✗" {
			return min(end+1, len(t))
		}
		end = w.end
	}
}

func ifNoBlank(before string, n int) int {
	if strings.IndexByte(before, ' ') >= 0 {
		return 0
	}
	return n
}

// consolePrompt matches the prompts of databases and of programming languages.
func consolePrompt(t string) (int, promptKind) {
	line := t[:min(len(t), 80)]
	for i := 0; i < len(line); i++ {
		c := line[i]
		if c != '>' && c != '#' || i == 0 {
			continue
		}
		if i+1 < len(line) && line[i+1] != ' ' {
			continue
		}
		if kind := consoleOf(line[:i]); kind != promptNone {
			return min(i+2, len(t)), kind
		}
	}
	if strings.HasPrefix(line, "In [") {
		return 4, promptSource
	}
	return 0, promptNone
}

func consoleOf(name string) promptKind {
	base := strings.ToLower(name)
	if i := strings.IndexAny(base, " ([:"); i > 0 {
		base = base[:i]
	}
	switch base {
	case "mysql", "mariadb", "sql", "sqlite", "cqlsh", "psql", "clickhouse", "hive", "presto", "trino", "athena":
		return promptSQL
	case "redis", "mongo", "rs0", "test", "zk", "127.0.0.1", "localhost", "memcached":
		if base != "test" && (base != "localhost" && base != "127.0.0.1" || strings.Contains(name, ":6379")) {
			return promptConsole
		}
	case "irb", "pry", "chef", "chef-shell", "shef", "iex", "scala", "ghci", "node", "php":
		return promptSource
	}
	if strings.HasSuffix(name, ":6379") {
		return promptConsole
	}
	if len(name) > 1 && (name[len(name)-1] == '=') && strings.IndexByte(name, ' ') < 0 { // postgres=#, shop=>
		return promptSQL
	}
	if strings.HasPrefix(name, "[") && strings.Contains(name, "pry(") {
		return promptSource
	}
	return promptNone
}

// promptIn finds a shell's prompt inside of a line: a word such as
// root@db1:/var/log# with something behind it. It gives where that begins.
func promptIn(s string, w word) int {
	t := w.full(s)
	last := t[len(t)-1]
	if last != '$' && last != '#' || len(t) < 6 {
		return 0
	}
	at := strings.IndexByte(t, '@')
	if at < 1 || strings.IndexByte(t[at:], ':') < 0 {
		return 0
	}
	return w.end
}
