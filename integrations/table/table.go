package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"baton/incident"
	"baton/integrations/clean"
	"baton/timeline"
)

// Options say what is imported into what.
type Options struct {
	// Into is the incident that the rows go into. Empty declares one with the Title, as of the earliest row, or finds
	// the one that an earlier import with the same title and first day declared.
	Into  incident.Ref
	Title string
	// Date is the day of times that have none and come before any that has one; zero for none. Only its date counts.
	Date time.Time
	// Zone is that of times without an offset, and of the calendar day in a reference; nil is UTC.
	Zone *time.Location
}

// Report says what an import read and added.
type Report struct {
	Rows     int          `json:"rows"` // with anything in them, without the names of the columns
	Skipped  int          `json:"skipped"`
	Refused  int          `json:"refused"` // by the record
	Cut      int          `json:"cut"`     // texts longer than what is kept
	Added    int          `json:"added"`   // events that are new
	Repeated int          `json:"repeated"`
	Ref      incident.Ref `json:"ref"`
	Title    string       `json:"title"`
	New      bool         `json:"new"` // the import declared the incident
	Faults   []Fault      `json:"faults"`
	// MoreFaults counts the faults beyond those that are named.
	MoreFaults int `json:"more_faults,omitzero"`
}

// Fault is one thing that could not be read, and why, in one sentence. Line is 0 where it is about the whole sheet.
type Fault struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

// maxFaults bounds how many faults are named.
const maxFaults = 100

func (r *Report) fault(line int, reason error) {
	if len(r.Faults) == maxFaults {
		r.MoreFaults++
		return
	}
	text, _ := clean.Secrets(clean.Title(reason.Error(), 300))
	r.Faults = append(r.Faults, Fault{Line: line, Reason: text})
}

// maxSheet bounds a sheet, in bytes.
const maxSheet = 64 << 20

// Import reads a sheet and records its rows. What is recorded is durable when it returns, also when it returns an error:
// the same import again goes on where this one ended. An error is about the record, or says in one sentence why the
// sheet as a whole cannot be read; what is wrong with a row is in the report.
func Import(ctx context.Context, rec *timeline.Recorder, sheet io.Reader, o Options) (Report, error) {
	var report Report
	text, err := read(sheet, &report)
	if err != nil {
		return report, fmt.Errorf("read the sheet: %w", err)
	}
	entries, err := parse(text, o, rec.Now(), &report)
	if err != nil {
		return report, fmt.Errorf("read the sheet: %w", err)
	}
	if len(entries) == 0 {
		return report, errors.New("read the sheet: no row of it can be used")
	}
	if err := settle(ctx, rec, o, entries, &report); err != nil {
		return report, fmt.Errorf("import a sheet: %w", err)
	}
	if err := record(ctx, rec, entries, &report); err != nil {
		return report, fmt.Errorf("import a sheet into %s: %w", report.Ref, err)
	}
	return report, nil
}

// read gives the text of a sheet, or says what it is instead.
func read(sheet io.Reader, report *Report) (string, error) {
	data, err := io.ReadAll(io.LimitReader(sheet, maxSheet+1))
	switch {
	case err != nil:
		return "", err
	case len(data) > maxSheet:
		return "", fmt.Errorf("it is larger than %d MiB", maxSheet>>20)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return "", errors.New("it is a workbook; save it as CSV (UTF-8) first")
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")), bytes.IndexByte(data, 0) >= 0:
		return "", errors.New("it is UTF-16; save it as CSV UTF-8")
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return "", errors.New("it is empty")
	}
	if !utf8.Valid(data) {
		report.fault(0, errors.New("it is not UTF-8 and was read as Windows-1252; save it as CSV UTF-8 if letters are wrong"))
		if data, err = charmap.Windows1252.NewDecoder().Bytes(data); err != nil {
			return "", err
		}
	}
	text := string(data)
	if strings.Contains(text, "\r") && !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n") // as old programs of the Mac write it
	}
	return text, nil
}

// parse makes entries of the rows.
func parse(text string, o Options, now time.Time, report *Report) ([]entry, error) {
	comma := commaOf(text)
	if line := strings.TrimSpace(text[:lineAfter(text, 0)]); len(line) == 5 && strings.HasPrefix(line, "sep=") {
		comma, text = line[4], "\n"+text[lineAfter(text, 0):] // as Excel writes it
	}
	p := parser{rows: newRows(text, comma), report: report, zone: o.Zone, now: now}
	if p.zone == nil {
		p.zone = time.UTC
	}
	p.calendar.day = dayOf(o.Date)
	if err := p.header(); err != nil {
		return nil, err
	}
	for {
		r, ok := p.rows.next()
		if !ok {
			break
		}
		p.take(r)
	}
	return p.placed(), nil
}
