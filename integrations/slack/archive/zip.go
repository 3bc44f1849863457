package archive

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// Bounds on what a ZIP unpacks to. Exports shrink to a tenth or so; text of one letter shrinks a thousandfold, so that a
// single message may do it too, and only what is large is held to the ratio.
const (
	maxRatio     = 200
	ratioFrom    = 64 << 20 // bytes, unpacked, of one file
	ratioFromAll = 1 << 30  // bytes, unpacked, of all files
	maxFileBytes = 16 << 30 // bytes, unpacked, of one file
)

// openZIP lists the files of a ZIP that can be read safely, and names the others.
func openZIP(path string, size int64, faults *faultList) (source, error) {
	f, err := os.Open(path)
	if err != nil {
		return source{}, err
	}
	z, err := zip.NewReader(f, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		_ = f.Close()
		return source{}, notZIP(path)
	}
	s := source{close: f.Close}
	if err := checkZIP(z.File, size); err != nil {
		_ = f.Close()
		return source{}, err
	}
	for _, entry := range z.File {
		s.take(entry, faults)
	}
	return s, nil
}

// checkZIP refuses a ZIP as a whole.
func checkZIP(files []*zip.File, size int64) error {
	if len(files) > maxFiles {
		return fmt.Errorf("it holds more than %d files, which no export does", maxFiles)
	}
	var packed, unpacked uint64
	encrypted := 0
	for _, f := range files {
		packed += min(f.CompressedSize64, 1<<50)
		unpacked += min(f.UncompressedSize64, 1<<50)
		if f.Flags&1 != 0 {
			encrypted++
		}
	}
	switch {
	case len(files) == 0:
		return errors.New("the ZIP is empty")
	case encrypted > 0:
		return errors.New("the ZIP is encrypted; unpack it with its password and give the folder")
	case packed > uint64(size):
		return errors.New("the ZIP says that its files overlap, as a ZIP bomb does; it is not read")
	case unpacked > ratioFromAll && unpacked/maxRatio > uint64(size):
		return fmt.Errorf("the ZIP would unpack to %d times its size, as a ZIP bomb does; it is not read", unpacked/uint64(size))
	}
	return nil
}

// take adds one file of a ZIP.
func (s *source) take(f *zip.File, faults *faultList) {
	name := strings.ReplaceAll(f.Name, `\`, "/") // some programs of Windows write it so
	switch {
	case strings.HasSuffix(name, "/") || junk(name):
		return
	case !fs.ValidPath(name) || strings.Contains(name, ":"):
		faults.add(name, "its name leads out of the archive, it is not read")
		return
	case f.Mode()&fs.ModeSymlink != 0:
		faults.add(name, "it is a link, which is not followed")
		return
	case !f.Mode().IsRegular() || !strings.HasSuffix(name, ".json"):
		return
	case f.UncompressedSize64 > maxFileBytes,
		f.UncompressedSize64 > ratioFrom && f.UncompressedSize64/maxRatio > f.CompressedSize64:
		faults.add(name, "it would unpack from %d to %d bytes, as a ZIP bomb does; it is not read", f.CompressedSize64, f.UncompressedSize64)
		return
	}
	size := int64(f.UncompressedSize64)
	s.files = append(s.files, sourceFile{path: name, size: size, open: func() (io.ReadCloser, error) {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		return limited{io.LimitReader(r, size+1), r}, nil
	}})
}

// limited is a file of a ZIP that gives no more than its directory promised.
type limited struct {
	io.Reader
	io.Closer
}
