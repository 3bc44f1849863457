package capture

import "strings"

// configLine is the length of the configuration line that t is, or 0: lines whose
// form says which file they belong to.
func configLine(t string) int {
	t = strings.TrimRight(t, " \t\r")
	w := nextWord(t, 0, len(t))
	name := w.full(t)
	rest := strings.TrimLeft(t[w.end:], " \t")
	switch name {
	case "deb", "deb-src":
		if strings.Contains(rest, "://") || strings.HasPrefix(rest, "cdrom:") {
			return len(t)
		}
	case "nameserver":
		if rest != "" && isDigit(rest[0]) && !strings.Contains(rest, " ") {
			return len(t)
		}
	case "Option", "Driver", "Identifier", "BusID", "Modes":
		if strings.HasPrefix(rest, "\"") && strings.HasSuffix(t, "\"") {
			return len(t)
		}
	case "PermitRootLogin", "PasswordAuthentication", "AllowUsers", "UseDNS", "MaxStartups", "ProxyCommand", "IdentityFile", "StrictHostKeyChecking":
		if rest != "" && strings.Count(rest, " ") < 6 {
			return len(t)
		}
	}
	if cronLine(t) || fstabLine(t) || kernelSetting(t) {
		return len(t)
	}
	return 0
}

// settingAt is the length of a configuration line that begins inside of a sentence
// with the word first: those whose beginning leaves no doubt.
func settingAt(t, first string) int {
	c := t[0]
	if c == 'O' && first == "Option" {
		return optionAt(t)
	}
	if (c == 'r' || c == 's') && (first == "root" || first == "setup") {
		return grubAt(t, first)
	}
	if c == 'n' || c == 'v' || c == 'k' || c == 'f' {
		return kernelSettingAt(t, first)
	}
	if c == '/' || c == 'U' || c == 'L' {
		return fstabAt(t, first)
	}
	if first != "deb" && first != "deb-src" && c != '*' && !isDigit(c) && c != '@' {
		return 0
	}
	if first[0] == 'd' {
		if next := nextWord(t, len(first), len(t)); !strings.Contains(next.in(t), "://") {
			return 0
		}
	} else if !cronLine(t) {
		return 0
	}
	end := 0
	for w, n := nextWord(t, 0, len(t)), 0; w.start < w.end; w, n = nextWord(t, w.end, len(t)), n+1 {
		if n > 1 && shapeOf(w.in(t)) == plain && in(stopWords, w.in(t)) {
			break
		}
		if end = w.core; w.core == w.start {
			end = w.end
		}
	}
	return end
}

// grubAt is the length of root (hd0,0) or setup (hd0) of GRUB's console, or 0.
func grubAt(t, first string) int {
	disk := nextWord(t, len(first), len(t))
	if a := disk.in(t); !strings.HasPrefix(a, "(hd") || !strings.HasSuffix(a, ")") {
		return 0
	}
	return disk.core
}

// optionAt is the length of X's Option "Name" "value" at the start of t, or 0.
func optionAt(t string) int {
	name := nextWord(t, len("Option"), len(t))
	value := nextWord(t, name.end, len(t))
	for _, w := range [...]word{name, value} {
		if a := w.full(t); len(a) < 3 || a[0] != '"' || strings.IndexByte(a[1:], '"') < 0 {
			return 0
		}
	}
	return value.start + 2 + strings.IndexByte(t[value.start+1:], '"')
}

// cronLine matches five fields of times and a command.
func cronLine(t string) bool {
	if t == "" || !isDigit(t[0]) && t[0] != '*' && t[0] != '@' {
		return false
	}
	i, stars := 0, 0
	if t[0] == '@' {
		w := nextWord(t, 0, len(t))
		switch w.full(t) {
		case "@reboot", "@daily", "@hourly", "@weekly", "@monthly":
			return w.end < len(t)
		}
		return false
	}
	for range 5 {
		w := nextWord(t, i, len(t))
		if f := w.full(t); f == "" || strings.Trim(f, "0123456789*/,-") != "" {
			return false
		} else if strings.Contains(f, "*") {
			stars++
		}
		i = w.end
	}
	return stars > 0 && i+1 < len(t)
}

// fstabLine matches a device, a mount point, a file system, options and two numbers.
func fstabLine(t string) bool {
	if !strings.HasPrefix(t, "/dev/") && !strings.HasPrefix(t, "UUID=") && !strings.HasPrefix(t, "LABEL=") {
		return false
	}
	f := strings.Fields(t)
	return len(f) >= 4 && len(f) <= 6 && (f[1][0] == '/' || f[1] == "none" || f[1] == "swap") && !strings.Contains(t, " on ")
}

// fileSystems are the third field of a line of fstab.
var fileSystems = wordSet(`ext2 ext3 ext4 xfs btrfs vfat ntfs ntfs-3g swap nfs nfs4 cifs smbfs auto tmpfs iso9660 reiserfs`)

// fstabAt is the length of a line of fstab at the start of t, inside of a sentence, or 0.
func fstabAt(t, first string) int {
	if !strings.HasPrefix(first, "/dev/") && !strings.HasPrefix(first, "UUID=") && !strings.HasPrefix(first, "LABEL=") {
		return 0
	}
	at := nextWord(t, len(first), len(t))
	kind := nextWord(t, at.end, len(t))
	if p := at.in(t); p == "" || p[0] != '/' && p != "none" && p != "swap" || !fileSystems()[kind.in(t)] {
		return 0
	}
	options := nextWord(t, kind.end, len(t))
	if a := options.in(t); a == "" || in(stopWords, a) {
		return 0
	}
	end := options
	for range 2 {
		if w := nextWord(t, end.end, len(t)); !end.stops() && len(w.in(t)) == 1 && isDigit(t[w.start]) {
			end = w
		}
	}
	return end.core
}

// kernelSetting matches net.ipv4.ip_forward = 1 and its like.
func kernelSetting(t string) bool {
	name, value, ok := strings.Cut(t, "=")
	if !ok {
		return false
	}
	name = strings.TrimRight(name, " ")
	for _, root := range [...]string{"net.", "vm.", "kernel.", "fs."} {
		if strings.HasPrefix(name, root) {
			return !strings.ContainsAny(name, " ()[]") && strings.TrimSpace(value) != "" && !strings.Contains(value, "(")
		}
	}
	return false
}

// kernelSettingAt is the length of name = value at the start of t, or 0.
func kernelSettingAt(t, first string) int {
	if strings.IndexByte(first, '.') < 0 || !kernelSetting(first+"=1") && !kernelSetting(first) {
		return 0
	}
	if strings.IndexByte(first, '=') > 0 {
		return len(first)
	}
	sign := nextWord(t, len(first), len(t))
	value := nextWord(t, sign.end, len(t))
	if sign.full(t) != "=" || value.start == value.end {
		return 0
	}
	return value.core
}
