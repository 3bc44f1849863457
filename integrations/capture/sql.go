package capture

import (
	"strings"
	"sync"
)

// sqlStatement is the length of the SQL statement that t begins with, or 0. typed
// says that it stands at a prompt or in code marks; in the open it must shout its
// keyword, or end in a semicolon, or stand where a command is expected.
func sqlStatement(t string, typed bool, ld lead) int {
	verb, rest := cutWord(t)
	if len(verb) < 3 || len(verb) > 9 {
		return 0
	}
	shouted := isUpperWord(verb)
	if !typed && !shouted && ld < afterVerb {
		return 0
	}
	forms, ok := sqlForms()[upper(verb)]
	if !ok || len(t) > 8192 {
		return 0
	}
	semicolon := strings.IndexByte(t, ';')
	if !typed && !shouted && semicolon < 0 {
		return 0
	}
	if !sqlForm(strings.ReplaceAll(strings.ToUpper(rest[:min(len(rest), 400)]), "\n", " "), forms) {
		return 0
	}
	if !typed && !shouted && strings.Contains(t[:semicolon], " the ") {
		return 0
	}
	if semicolon >= 0 {
		return semicolon + 1
	}
	if typed {
		return len(t)
	}
	return sqlEnd(t)
}

// upper is the word in capitals without allocating for what is no keyword.
func upper(w string) string {
	var buf [9]byte
	for i := range len(w) {
		c := w[i]
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		buf[i] = c
	}
	return sqlVerbs()[string(buf[:len(w)])]
}

func cutWord(t string) (first, rest string) {
	i := 0
	for i < len(t) && isLetter(t[i]) {
		i++
	}
	if i == len(t) {
		return t, ""
	}
	if t[i] != ' ' && t[i] != '\n' && t[i] != ';' && t[i] != '*' && t[i] != '\t' {
		return "", ""
	}
	return t[:i], strings.TrimLeft(t[i:], " \n\t")
}

// sqlForms: what must follow a keyword. "A" begins the rest, "~A" stands in it,
// "+A+B" needs both.
var sqlForms = sync.OnceValue(func() map[string][]string {
	return map[string][]string{
		"SELECT":   {"~FROM ", "COUNT(", "NOW()", "@@", "VERSION()", "PG_", "1", "SLEEP(", "DATABASE()", "CURRENT_", "*"},
		"INSERT":   {"INTO ", "IGNORE "},
		"REPLACE":  {"INTO "},
		"UPDATE":   {"~ SET "},
		"DELETE":   {"FROM "},
		"ALTER":    {"TABLE ", "DATABASE ", "USER ", "SYSTEM ", "ROLE ", "INDEX ", "SEQUENCE ", "SCHEMA ", "VIEW "},
		"CREATE":   {"TABLE ", "DATABASE ", "USER ", "INDEX ", "ROLE ", "VIEW ", "EXTENSION ", "SCHEMA ", "UNIQUE INDEX ", "TEMPORARY ", "FUNCTION ", "TRIGGER "},
		"DROP":     {"TABLE ", "DATABASE ", "USER ", "INDEX ", "ROLE ", "VIEW ", "EXTENSION ", "SCHEMA ", "FUNCTION ", "TRIGGER ", "COLUMN "},
		"TRUNCATE": {"TABLE "},
		"GRANT":    {"+ ON + TO ", "ALL "},
		"REVOKE":   {"+ ON + FROM "},
		"SHOW": {
			"PROCESSLIST", "FULL ", "TABLES", "DATABASES", "SLAVE ", "MASTER ", "STATUS", "VARIABLES", "GRANTS", "ENGINE ", "CREATE ", "GLOBAL ",
			"INDEX", "COLUMNS", "REPLICA", "WARNINGS", "BINARY ", "TABLE ", "SESSION ", "OPEN TABLES",
		},
		"EXPLAIN":  {"SELECT ", "ANALYZE ", "UPDATE ", "DELETE ", "(ANALYZE"},
		"DESCRIBE": {";"},
		"SET":      {"GLOBAL ", "SESSION ", "PASSWORD", "NAMES ", "@", "FOREIGN_KEY", "SQL_", "STATEMENT_TIMEOUT"},
		"FLUSH":    {"PRIVILEGES", "TABLES", "LOGS", "HOSTS", "STATUS", "BINARY ", "QUERY "},
		"START":    {"SLAVE", "REPLICA", "TRANSACTION"},
		"STOP":     {"SLAVE", "REPLICA"},
		"RESET":    {"SLAVE", "MASTER", "REPLICA", "QUERY CACHE"},
		"CHANGE":   {"MASTER TO", "REPLICATION "},
		"VACUUM":   {"FULL", "ANALYZE", "VERBOSE", ";", "("},
		"ANALYZE":  {"TABLE ", "VERBOSE"},
		"REINDEX":  {"TABLE ", "INDEX ", "DATABASE "},
		"OPTIMIZE": {"TABLE "},
		"REPAIR":   {"TABLE "},
		"BEGIN":    {";"},
		"COMMIT":   {";"},
		"ROLLBACK": {";"},
		"LOCK":     {"TABLE"},
		"UNLOCK":   {"TABLES"},
		"CALL":     {"~();"},
		"KILL":     {"QUERY ", "CONNECTION "},
		"PURGE":    {"BINARY ", "MASTER "},
		"LOAD":     {"DATA "},
		"WITH":     {"~ AS (SELECT", "~ AS ( SELECT"},
	}
})

// sqlVerbs maps each keyword to itself, for lookups that do not allocate.
var sqlVerbs = sync.OnceValue(func() map[string]string {
	verbs := make(map[string]string, len(sqlForms()))
	for v := range sqlForms() {
		verbs[v] = v
	}
	return verbs
})

func sqlForm(rest string, forms []string) bool {
	for _, f := range forms {
		switch f[0] {
		case '~':
			if strings.Contains(" "+rest+" ", f[1:]) {
				return true
			}
		case '+':
			parts := strings.Split(f[1:], "+")
			if strings.Contains(rest, parts[0]) && strings.Contains(rest, parts[1]) {
				return true
			}
		default:
			if strings.HasPrefix(rest+" ", f) {
				return true
			}
		}
	}
	return false
}

// sqlEnd is where a statement without a semicolon ends in the open: at the end of
// the sentence, or at a word of talk in lower case.
func sqlEnd(t string) int {
	end := 0
	for i := 0; i < len(t); {
		w := nextWord(t, i, len(t))
		if w.start == w.end {
			break
		}
		a := w.in(t)
		if i > 0 && shapeOf(a) == plain && in(stopWords, a) && !sqlWords()[a] {
			break
		}
		e := argumentEnd(t, w.start, len(t))
		if e > w.end {
			end, i = coreEnd(t, w.start, e), e
			continue
		}
		end, i = w.core, w.end
		if w.stops() && t[w.core] != ',' {
			break
		}
	}
	return end
}

var sqlWords = wordSet(`from where and or in on as by set into is not with like to all between using group having for`)
