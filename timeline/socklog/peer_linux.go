package socklog

import (
	"io/fs"
	"net"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// samePerson tells whether the process at the other end runs as this user or as root. The socket's mode says so already;
// this holds also in the moment before the mode is set.
func samePerson(conn net.Conn) bool {
	c, ok := conn.(*net.UnixConn)
	if !ok {
		return true // a pipe of a test
	}
	raw, err := c.SyscallConn()
	if err != nil {
		return false
	}
	var cred *unix.Ucred
	var credErr error
	err = raw.Control(func(fd uintptr) {
		cred, credErr = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED)
	})
	return err == nil && credErr == nil && (int(cred.Uid) == os.Getuid() || cred.Uid == 0)
}

func ownedByUs(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) == os.Getuid()
}
