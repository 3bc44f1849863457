package demo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// longestSocket is what fits sun_path on every system that has it, in bytes, with room for the name before it is in place.
const longestSocket = 80

const doorName = "stage.sock"

// doorFolder is where a demo of this user listens: under the runtime folder of the session where that is the user's, as the
// XDG base directory specification has it, or else under the temporary one.
func doorFolder() string {
	own := "baton-demo-" + strconv.Itoa(os.Getuid())
	session := os.Getenv("XDG_RUNTIME_DIR")
	if filepath.IsAbs(session) && checkFolder(session) == nil && fits(filepath.Join(session, own)) {
		return filepath.Join(session, own)
	}
	if folder := filepath.Join(os.TempDir(), own); fits(folder) {
		return folder
	}
	return filepath.Join("/tmp", own)
}

func fits(folder string) bool { return len(filepath.Join(folder, doorName)) <= longestSocket }

// checkFolder makes sure that nobody but this user can put anything in the folder: temporary folders are everybody's.
func checkFolder(folder string) error {
	info, err := os.Lstat(folder)
	if err != nil {
		return err
	}
	if !info.IsDir() || !privateToUs(info) {
		return fmt.Errorf("%s is not a folder that only you can use; remove it, or set XDG_RUNTIME_DIR to one of yours", folder)
	}
	return nil
}

// makeFolder makes the folder, unless it is there.
func makeFolder(folder string) error {
	if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return checkFolder(folder)
}
