package socklog

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
)

// longestSocket is what fits sun_path on every system that has it, in bytes.
const longestSocket = 100

// SocketPath is where the owner of the store at storePath listens: beside it, or, where that path is too long for a
// socket, under the runtime or temporary folder by a hash of the path. In that case a symbolic link beside the store
// tells the way, because the folders differ from session to session.
func SocketPath(storePath string) string {
	beside := storePath + ".sock"
	if len(beside) <= longestSocket {
		return beside
	}
	if to, err := os.Readlink(beside); err == nil && len(to) <= longestSocket {
		return to
	}
	return shortSocket(storePath)
}

// shortSocket is a path in a folder of this user's that is short and belongs to the store.
func shortSocket(storePath string) string {
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		dir = os.TempDir()
	}
	sum := sha256.Sum256([]byte(storePath))
	name := filepath.Join("baton-"+strconv.Itoa(os.Getuid()), hex.EncodeToString(sum[:12])+".sock")
	if short := filepath.Join(dir, name); len(short) <= longestSocket {
		return short
	}
	return filepath.Join("/tmp", name)
}

// canonical gives one name to a store that can be reached by several.
func canonical(storePath string) (string, error) {
	abs, err := filepath.Abs(storePath)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real, nil
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(abs))
	if errors.Is(err, fs.ErrNotExist) {
		return abs, nil
	}
	return filepath.Join(dir, filepath.Base(abs)), err
}

// listenFor listens for the store: beside it or at the short path with a link to it.
func listenFor(storePath string) (net.Listener, error) {
	beside := storePath + ".sock"
	if len(beside) <= longestSocket {
		return listen(beside)
	}
	short := shortSocket(storePath)
	l, err := listen(short)
	if err != nil {
		return nil, err
	}
	_ = os.Remove(beside)
	if err := os.Symlink(short, beside); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// listen makes the socket, replacing what an owner that was killed left behind.
func listen(path string) (net.Listener, error) {
	if err := privateFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	if info, err := os.Lstat(path); err == nil {
		if info.Mode().Type() != fs.ModeSocket {
			return nil, fmt.Errorf("%s is there and is no socket; move it away", path)
		}
		if err := os.Remove(path); err != nil {
			return nil, err
		}
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	patient, err := waitPatiently(l)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return patient, nil
}

// privateFolder makes the folder 0700. One under the temporary folder, where others could have made it first, must be
// this user's alone.
func privateFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if filepath.Base(dir) != "baton-"+strconv.Itoa(os.Getuid()) {
		return nil
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() || info.Mode().Perm()&0o077 != 0 || !ownedByUs(info) {
		return fmt.Errorf("the folder %s is not this user's alone; remove it", dir)
	}
	return nil
}
