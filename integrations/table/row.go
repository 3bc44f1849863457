package table

import (
	"errors"
	"strings"
)

// row is one record of a sheet. line is where it begins, from 1.
type row struct {
	line  int
	cells []string
	err   error
}

// maxCell bounds one cell, in bytes; a quotation mark that is never closed would make a cell of all that follows.
const maxCell = 1 << 20

var (
	errOpenQuote = errors.New("a quotation mark is not closed")
	errInQuotes  = errors.New("text stands between a closing quotation mark and the next column")
)

// rows reads a sheet row by row. It is not encoding/csv because there a quotation mark that is not closed takes the rest
// of the file with it; here it costs the line that it is on.
type rows struct {
	text  string
	at    int
	line  int // of the row at at, from 1
	comma byte
}

func newRows(text string, comma byte) *rows { return &rows{text: text, line: 1, comma: comma} }

// next gives the next row; false at the end.
func (r *rows) next() (row, bool) {
	if r.at >= len(r.text) {
		return row{}, false
	}
	start, out := r.at, row{line: r.line}
	for {
		cell, end, err := r.cell()
		if err != nil {
			out.err, out.cells = err, nil
			r.at = lineAfter(r.text, start)
			r.line = out.line + 1
			return out, true
		}
		out.cells = append(out.cells, cell)
		if end {
			return out, true
		}
	}
}

// cell reads one cell and what ends it; end tells that the row ends with it.
func (r *rows) cell() (cell string, end bool, err error) {
	if r.at < len(r.text) && r.text[r.at] == '"' {
		return r.quoted()
	}
	n := strings.IndexAny(r.text[r.at:], string([]byte{r.comma, '\n'}))
	if n < 0 {
		n = len(r.text) - r.at
	}
	cell = strings.TrimSuffix(r.text[r.at:r.at+n], "\r")
	r.at += n
	return cell, r.ends(), nil
}

// quoted reads a cell in quotation marks, in which they are doubled and newlines are text.
func (r *rows) quoted() (cell string, end bool, err error) {
	var b strings.Builder
	rest := r.text[r.at+1:]
	lines := 0
	for {
		n := strings.IndexByte(rest, '"')
		if n < 0 || b.Len()+n > maxCell {
			return "", false, errOpenQuote
		}
		b.WriteString(rest[:n])
		lines += strings.Count(rest[:n], "\n")
		rest = rest[n+1:]
		if !strings.HasPrefix(rest, `"`) {
			break
		}
		b.WriteByte('"')
		rest = rest[1:]
	}
	blank := len(rest) - len(strings.TrimLeft(rest, " \r"))
	after := rest[blank:]
	if after != "" && after[0] != r.comma && after[0] != '\n' {
		return "", false, errInQuotes
	}
	r.at, r.line = len(r.text)-len(after), r.line+lines
	return b.String(), r.ends(), nil
}

// ends passes the comma or the newline behind a cell.
func (r *rows) ends() bool {
	if r.at >= len(r.text) {
		return true
	}
	newline := r.text[r.at] == '\n'
	r.at++
	if newline {
		r.line++
	}
	return newline
}

func lineAfter(text string, at int) int {
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(text)
}

// commaOf finds what separates the columns: what the first line has most of.
func commaOf(text string) byte {
	line := text[:lineAfter(text, 0)]
	best, most := byte(','), 0
	for _, c := range []byte(",;\t|") {
		if n := strings.Count(line, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

func (r row) blank() bool {
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return r.err == nil
}
