package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"baton/timeline/postmortem"
)

// contents lists the sections of the document, to go to one.
type contents struct {
	page   *documentPage
	chosen string // the section's name, which stays when the document is made anew
	top    int
}

func (p *documentPage) contents() tea.Cmd {
	c := &contents{page: p}
	if n := max(p.section(), 0); n < len(p.preview.doc.Sections) {
		c.chosen = p.preview.doc.Sections[n].ID
	}
	p.app.push(c)
	return nil
}

func (c *contents) place() place                  { return inContents }
func (c *contents) title() string                 { return "Contents of the post-mortem" }
func (c *contents) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (c *contents) paste(string) tea.Cmd          { return nil }

func inTheContents(do func(*contents) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		if c, ok := a.top().(*contents); ok {
			return do(c)
		}
		return nil
	}
}

// sections are those of the document that is shown; none while another moment's is being made.
func (c *contents) sections() []postmortem.Section {
	if shown := c.page.shown(); shown != nil {
		return shown.doc.Sections
	}
	return nil
}

func (c *contents) at() int {
	return max(slices.IndexFunc(c.sections(), func(s postmortem.Section) bool { return s.ID == c.chosen }), 0)
}

func (c *contents) step(n int) tea.Cmd {
	if all := c.sections(); len(all) > 0 {
		c.chosen = all[min(max(c.at()+n, 0), len(all)-1)].ID
	}
	return nil
}

func (c *contents) up() tea.Cmd    { return c.step(-1) }
func (c *contents) down() tea.Cmd  { return c.step(1) }
func (c *contents) first() tea.Cmd { return c.step(-len(c.sections())) }
func (c *contents) last() tea.Cmd  { return c.step(len(c.sections())) }

func (c *contents) enter() tea.Cmd {
	c.page.app.dismiss(c)
	if len(c.sections()) == 0 {
		return nil
	}
	return c.page.toSection(c.at())
}

func (c *contents) box(w, h int) ([]string, *tea.Cursor) {
	t, all, at := c.page.app.th, c.sections(), c.at()
	c.top = max(min(c.top, at, len(all)-h), at-h+1, 0)
	var lines []string
	for k := c.top; k < min(c.top+h, len(all)); k++ {
		r := t.row(w)
		if k == at {
			r.put(t.accent, t.here)
		} else {
			r.gap(1)
		}
		r.put(t.dim, fmt.Sprintf("%2d ", k+1)).put(t.strong, all[k].Title).gap(1)
		lines = append(lines, r.toDo(all[k]).done())
	}
	if len(all) == 0 {
		lines = append(lines, t.row(w).put(t.dim, c.page.instead()).done())
	}
	return lines[:min(len(lines), h)], nil
}
