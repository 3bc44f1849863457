package tui

import (
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

func inTheDocument(do func(*documentPage) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd { return do(a.subject.document) }
}

func noDocument(a *app) string {
	if a.subject.document.shown() == nil {
		return "the document is not written yet"
	}
	return ""
}

func documentBindings() []binding {
	return []binding{
		{in: onDocument, keys: []string{"up", "k"}, name: "up", does: "scroll up", do: inTheDocument((*documentPage).up)},
		{in: onDocument, keys: []string{"down", "j"}, name: "down", does: "scroll down", do: inTheDocument((*documentPage).down)},
		{in: onDocument, keys: []string{"pgup"}, name: "page up", does: "scroll up by a screen", do: inTheDocument((*documentPage).pageUp)},
		{in: onDocument, keys: []string{"pgdown", "space"}, name: "page down", does: "scroll down by a screen", do: inTheDocument((*documentPage).pageDown), rank: 4},
		{in: onDocument, keys: []string{"g", "home"}, name: "start", does: "go to the start of the document", do: inTheDocument((*documentPage).start)},
		{in: onDocument, keys: []string{"G", "end"}, name: "end", does: "go to the end of the document", do: inTheDocument((*documentPage).end)},
		{in: onDocument, keys: []string{">"}, name: "next section", does: "go to the next heading", do: inTheDocument((*documentPage).nextHeading), off: noDocument, rank: 2},
		{in: onDocument, keys: []string{"<"}, name: "section before", does: "go to the heading before", do: inTheDocument((*documentPage).previousHeading), off: noDocument},
		{in: onDocument, keys: []string{"l"}, name: "contents", does: "list the sections, to go to one", do: inTheDocument((*documentPage).contents), off: noDocument, rank: 2},
		{in: onDocument, keys: []string{"x"}, name: "write", does: "write the document to a file, as Markdown", do: inTheDocument((*documentPage).save), off: noDocument, rank: 2},
		{in: onDocument, keys: []string{"Y"}, name: "copy", does: "copy the document, as Markdown without its appendix, to the clipboard of the terminal", do: inTheDocument((*documentPage).copy), off: noDocument},
		{in: inContents, keys: []string{"enter"}, name: "go there", does: "go to the chosen section", do: inTheContents((*contents).enter), rank: 1},
		{in: inContents, keys: []string{"up", "k"}, name: "up", does: "choose the section above", do: inTheContents((*contents).up), rank: 3},
		{in: inContents, keys: []string{"down", "j"}, name: "down", does: "choose the section below", do: inTheContents((*contents).down), rank: 4},
		{in: inContents, keys: []string{"g", "home"}, name: "first", does: "choose the first section", do: inTheContents((*contents).first)},
		{in: inContents, keys: []string{"G", "end"}, name: "last", does: "choose the last section", do: inTheContents((*contents).last)},
		{in: inContents, keys: []string{"esc", "q", "l"}, name: "close", does: "close the contents", do: (*app).closeOverlay, rank: 2},
	}
}

// copy makes the document for the clipboard.
func (p *documentPage) copy() tea.Cmd {
	p.app.said = notice{sort: aside, text: "the document is being written for the clipboard"}
	return p.app.fx.copyDocument(p.ref, p.visit, p.horizon())
}

func (p *documentPage) copied(m documentCopiedMsg) tea.Cmd {
	if m.err != nil {
		p.app.said = notice{sort: failed, text: "NOT COPIED: " + sentence(m.err) + ".", instead: "Y tries again, Esc closes this"}
		return nil
	}
	text := fmt.Sprintf("copied the document, %s, without its appendix, if the terminal allows it", kilobytes(m.kept))
	if m.kept < m.of {
		text = fmt.Sprintf("copied the first %s of %s of the document, if the terminal allows it; x writes all of it to a file", kilobytes(m.kept), kilobytes(m.of))
	}
	p.app.said = notice{sort: done, text: text}
	return tea.SetClipboard(m.text)
}

// kilobytes says a size in round numbers.
func kilobytes(n int) string { return fmt.Sprintf("%d kB", (n+1023)>>10) }

// saving is the form that asks where to write the document.
type saving struct {
	form    *form
	writing bool
	replace bool
}

// save asks for a file.
func (p *documentPage) save() tea.Cmd {
	s := &saving{form: &form{
		name: string(p.ref) + " write", head: "Write the post-mortem to a file, as Markdown",
		lines: []blankLine{
			{label: "file", text: newInput("post-mortem.md"), hint: "e.g. post-mortem.md"},
			{label: "replace", hint: "empty: no; yes replaces a file of that name", complete: completeOf("yes", "no")},
		},
	}}
	s.form.act = &act{tell: s.tell, do: func(v []string) tea.Cmd { return p.write(s, v) }}
	p.saving = s
	return p.app.openForm(s.form)
}

// tell says what is going to be written.
func (s *saving) tell(v []string) (string, error) {
	if s.writing {
		return "being written", nil
	}
	if v[0] == "" {
		return "", missing("no file is named", "post-mortem.md")
	}
	replace, err := readYes(v[1])
	return "the document to " + v[0] + only(replace, ", in the place of what is there"), err
}

func (p *documentPage) write(s *saving, v []string) tea.Cmd {
	if s.writing {
		return nil
	}
	if _, err := s.tell(v); err != nil {
		p.app.explain(s.form.head, err)
		return nil
	}
	s.replace, _ = readYes(v[1])
	s.writing, p.app.said = true, notice{}
	return p.app.fx.saveDocument(p.ref, p.visit, p.horizon(), v[0], s.replace)
}

// saved says what became of the file. The form stays where it was not written.
func (p *documentPage) saved(m documentSavedMsg) {
	if p.saving == nil {
		return
	}
	s := p.saving
	s.writing = false
	switch {
	case errors.Is(m.err, errIsThere):
		p.app.said = notice{sort: refused, text: "there is a file " + m.path + " already", instead: "yes in the second line replaces it"}
	case m.err != nil:
		p.app.said = notice{sort: failed, text: "NOT WRITTEN: " + strings.TrimSuffix(sentence(m.err), ".") + ".", instead: "what is in the log is safe; Enter tries again, Esc closes this"}
	default:
		p.saving = nil
		delete(p.app.drafts, s.form.name)
		p.app.dismiss(s.form)
		p.app.said = notice{sort: done, text: fmt.Sprintf("written to %s: %s, as of entry %d", m.path, kilobytes(m.size), m.head)}
	}
}
