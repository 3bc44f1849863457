//go:build !unix

package demo

import "io/fs"

// privateToUs holds where temporary folders are a user's own.
func privateToUs(fs.FileInfo) bool { return true }
