package clean

import "strings"

// Programs that take a password in a short flag, by the flag's meaning there.
const (
	gluedP   = 1 << iota // -pSECRET, as mysql has it
	spacedP              // -p SECRET, and glued
	userPass             // -u USER:SECRET
	spacedA              // -a SECRET
	spacedW              // -w SECRET
	upperP               // -P SECRET
	percentU             // -U USER%SECRET
	broker               // its subcommands take a password
)

var flagPrograms = map[string]int{
	"mysql": gluedP, "mysqldump": gluedP, "mysqladmin": gluedP, "mysqlimport": gluedP, "mysqlshow": gluedP,
	"mysqlcheck": gluedP, "mysqlbinlog": gluedP, "mysqlpump": gluedP, "mysqlslap": gluedP, "mysqlsh": gluedP,
	"mysql_upgrade": gluedP, "mariadb": gluedP, "mariadb-dump": gluedP, "mariadb-admin": gluedP, "mytop": gluedP,
	"innobackupex": gluedP, "xtrabackup": gluedP, "mydumper": spacedP, "myloader": spacedP,
	"sshpass": spacedP, "mongo": spacedP, "mongosh": spacedP, "mongodump": spacedP, "mongorestore": spacedP,
	"mongoexport": spacedP, "mongostat": spacedP, "cqlsh": spacedP, "nodetool": spacedP, "docker": spacedP, "podman": spacedP,
	"oc": spacedP, "az": spacedP, "helm": spacedP, "influx": spacedP, "7z": gluedP, "useradd": spacedP,
	"curl": userPass | percentU, "http": spacedA, "redis-cli": spacedA, "ldapsearch": spacedW, "ldapmodify": spacedW,
	"ldapadd": spacedW, "ldapdelete": spacedW, "ipmitool": upperP, "sqlcmd": upperP, "isql": upperP, "knife": upperP,
	"smbclient": percentU, "rpcclient": percentU, "net": percentU, "rabbitmqctl": broker,
}

// farthestProgram bounds how far back a flag's program is looked for, in bytes.
const farthestProgram = 400

// programsBefore is what the programs named on this command line before i do with
// short flags.
func programsBefore(s string, i int) int {
	floor := max(0, i-farthestProgram)
	found := 0
	for end := i; end > floor; {
		start := end
		for start > floor && isProgramByte(s[start-1]) {
			start--
		}
		if start < end {
			found |= flagPrograms[s[start:end]]
		}
		if start > floor && strings.IndexByte("\n|;", s[start-1]) >= 0 {
			break
		}
		end = start - 1
	}
	return found
}

func isProgramByte(c byte) bool { return isNameByte(c) || c == '-' }

// atFlag looks at a dash: a private key block, or a flag that takes a secret.
// Only a key block may reach beyond what is near.
func atFlag(whole, s string, i int) (hit, bool) {
	if h, ok := privateKey(whole, i); ok {
		return h, true
	}
	if i > 0 && strings.IndexByte(" \t\n\"'`([", s[i-1]) < 0 || i+2 >= len(s) {
		return hit{}, false
	}
	end := i
	for end < len(s) && isProgramByte(s[end]) && end-i < longestName {
		end++
	}
	name := strings.TrimLeft(s[i:end], "-")
	if s[i+1] != '-' && strings.IndexByte("puawPU", s[i+1]) >= 0 {
		if h, ok := shortFlag(s, i); ok {
			return h, true
		}
	}
	if end < len(s) && isBlank(s[end]) && len(name) > 2 {
		return longFlag(s, name, end)
	}
	return hit{}, false
}

// longFlag looks at --password VALUE; --password=VALUE is a named value.
func longFlag(s, name string, i int) (hit, bool) {
	rule := ruleFor(name)
	switch {
	case equalsAny(name, "user", "proxy-user"):
		return userPassword(s, skipBlanks(s, i), ':', userPass)
	case equalsAny(name, "storepass", "keypass", "passin", "passout"):
		rule = "password"
	default:
		if secret, _ := secretName(name); !secret {
			return hit{}, false
		}
	}
	start, end := valueSpan(s, skipBlanks(s, i))
	if start >= len(s) || s[start] == '-' || standsFor(s[start:end]) {
		return hit{}, false
	}
	if equalsAny(s[start:end], "is", "was", "and", "or", "flag", "option", "for", "to", "from", "in", "with", "not",
		"argument", "parameter", "on", "as", "has", "if", "but", "the", "a", "it", "does", "works", "there", "here", "then") {
		return hit{}, false // talk about the flag
	}
	return hit{start, end, rule}, true
}

// shortFlag looks at -p and its like, which mean a password to some programs only.
func shortFlag(s string, i int) (hit, bool) {
	programs := programsBefore(s, i)
	if programs == 0 {
		return hit{}, false
	}
	letter, at := s[i+1], i+2
	glued := !isBlank(s[at])
	at = skipBlanks(s, at)
	switch {
	case letter == 'p' && programs&gluedP != 0 && glued,
		letter == 'p' && programs&spacedP != 0,
		letter == 'a' && programs&spacedA != 0,
		letter == 'w' && programs&spacedW != 0,
		letter == 'P' && programs&upperP != 0:
	case letter == 'u' && programs&userPass != 0:
		return userPassword(s, at, ':', programs)
	case letter == 'U' && programs&percentU != 0:
		if programs&userPass != 0 {
			return userPassword(s, at, ':', programs)
		}
		return userPassword(s, at, '%', programs)
	default:
		return hit{}, false
	}
	if letter == 'p' && programs&gluedP == 0 && publishesPort(s, at) {
		return hit{}, false
	}
	start, end := valueSpan(s, at)
	if start >= len(s) || standsFor(s[start:end]) || s[start] == '-' {
		return hit{}, false
	}
	return hit{start, end, "password"}, true
}

// publishesPort reports whether the value of -p is docker's port (8080:80) or another number.
func publishesPort(s string, i int) bool {
	start, end := valueSpan(s, i)
	return strings.Trim(s[start:end], "0123456789.:/tcpud") == ""
}

// userPassword masks what follows the separator in USER:SECRET.
func userPassword(s string, i int, separator byte, programs int) (hit, bool) {
	if programs&userPass != 0 && programsBefore(s, i)&userPass == 0 {
		return hit{}, false
	}
	start, end := valueSpan(s, i)
	j := strings.IndexByte(s[start:end], separator)
	if j < 0 || standsFor(s[start+j+1:end]) {
		return hit{}, false
	}
	return hit{start + j + 1, end, "user-password"}, true
}
