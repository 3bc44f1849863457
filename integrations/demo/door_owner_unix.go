//go:build unix

package demo

import (
	"io/fs"
	"os"
	"syscall"
)

// privateToUs tells whether a file is this user's, and nobody else's to use.
func privateToUs(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) == os.Getuid() && info.Mode().Perm()&0o077 == 0
}
