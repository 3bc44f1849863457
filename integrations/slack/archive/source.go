package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// sourceFile is one file of an export, in a ZIP or in a folder.
type sourceFile struct {
	path string // with slashes, relative, never leading out
	size int64
	open func() (io.ReadCloser, error)
}

// source is the files of an export.
type source struct {
	files []sourceFile
	close func() error
}

// maxFiles bounds the files of an export: a channel of ten years has some 3,700.
const maxFiles = 2_000_000

// openSource opens a ZIP or a folder.
func openSource(path string, faults *faultList) (source, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return source{}, errors.New("there is no such file or folder")
	case err != nil:
		return source{}, err
	case info.IsDir():
		return openFolder(path, faults)
	case !info.Mode().IsRegular():
		return source{}, errors.New("it is neither a ZIP nor a folder")
	}
	return openZIP(path, info.Size(), faults)
}

// magic are the first bytes of what people try by mistake, and what to do instead.
var magic = []struct{ bytes, advice string }{
	{"SQLite format 3\x00", "it is a database of slackdump; convert it first: slackdump convert -f export FILE"},
	{"\x1f\x8b", "it is compressed with gzip; unpack it first and give the folder (slackdump's chunks: slackdump convert -f export)"},
	{"7z\xbc\xaf\x27\x1c", "it is a 7z archive; unpack it first and give the folder"},
	{"Rar!", "it is a RAR archive; unpack it first and give the folder"},
	{"[", "it is one JSON file; give the folder of the whole export or its ZIP"},
	{"{", "it is one JSON file; give the folder of the whole export or its ZIP"},
}

// notZIP says in one sentence what the file is instead.
func notZIP(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	if n == 0 && errors.Is(err, io.EOF) {
		return errors.New("the file is empty; Slack's export is a ZIP of many files")
	}
	head = bytes.TrimLeft(head[:n], "\ufeff \n\r\t")
	for _, m := range magic {
		if bytes.HasPrefix(head, []byte(m.bytes)) {
			return errors.New(m.advice)
		}
	}
	if bytes.HasPrefix(head, []byte("PK")) {
		return errors.New("the ZIP is damaged or cut short; download it again")
	}
	return errors.New("it is not a ZIP; give the ZIP that Slack made, or the folder it unpacks to")
}

// junk tells what operating systems put beside the files.
func junk(path string) bool {
	for part := range strings.SplitSeq(path, "/") {
		if part == "__MACOSX" || strings.HasPrefix(part, "._") || part == ".DS_Store" || part == "Thumbs.db" || part == "desktop.ini" {
			return true
		}
	}
	return false
}

// deepest is how many folders down an export's files lie: a folder around it all, a channel's folder, the file.
const deepest = 4

// openFolder lists the files below a folder. Links are not followed, so that nothing outside of it is read.
func openFolder(path string, faults *faultList) (source, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return source{}, err
	}
	s := source{close: root.Close}
	tree := root.FS()
	err = fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			faults.add(name, "it cannot be read: %v", err)
			return nil
		}
		return s.enter(tree, name, d, faults)
	})
	if err != nil {
		_ = root.Close()
		return source{}, err
	}
	return s, nil
}

func (s *source) enter(tree fs.FS, name string, d fs.DirEntry, faults *faultList) error {
	switch {
	case d.IsDir():
		if name != "." && (strings.Count(name, "/") >= deepest || attachments(name) || junk(name)) {
			return fs.SkipDir
		}
		return nil
	case junk(name) || !strings.HasSuffix(name, ".json"):
		return nil
	case d.Type()&fs.ModeSymlink != 0:
		faults.add(name, "it is a link, which is not followed")
		return nil
	case !d.Type().IsRegular():
		faults.add(name, "it is no regular file")
		return nil
	case len(s.files) == maxFiles:
		return fmt.Errorf("it holds more than %d files, which no export does", maxFiles)
	}
	info, err := d.Info()
	if err != nil {
		faults.add(name, "it cannot be read: %v", err)
		return nil
	}
	s.files = append(s.files, sourceFile{path: name, size: info.Size(), open: func() (io.ReadCloser, error) { return tree.Open(name) }})
	return nil
}

// attachments tells what lies in the folders in which slackdump keeps the bytes of uploaded files.
func attachments(path string) bool {
	for part := range strings.SplitSeq(path, "/") {
		if part == "__uploads" || part == "attachments" || part == "__avatars" {
			return true
		}
	}
	return false
}
