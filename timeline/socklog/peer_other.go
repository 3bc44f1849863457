//go:build !linux

package socklog

import (
	"io/fs"
	"net"
)

// samePerson relies on the socket's mode where the system has no simple way to ask.
func samePerson(net.Conn) bool { return true }

// ownedByUs relies on the folder's mode.
func ownedByUs(fs.FileInfo) bool { return true }
