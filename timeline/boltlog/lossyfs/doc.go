// Package lossyfs is a file system for tests that forgets what was not synced, as a disk does when the power goes. A kill
// -9 cannot show a missing sync, because the kernel keeps what a dead process wrote.
//
// It is one folder of files in memory, mounted with FUSE. Writes reach the disk, which is a map here, when the file is
// synced, and names when the folder is. Only tests import it.
package lossyfs
