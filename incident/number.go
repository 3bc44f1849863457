package incident

import (
	"fmt"
	"sort"
)

// item is what people call by its number: A3, C12. Numbers count from 1 and grow along a list.
type item interface{ number() int }

func (a Action) number() int       { return a.No }
func (u FollowUp) number() int     { return u.No }
func (f DeployFreeze) number() int { return f.No }
func (c Command) number() int      { return c.No }
func (d Decision) number() int     { return d.No }

// Action finds an action item by its number; ok is false where there is none.
func (i *Incident) Action(no int) (a Action, ok bool) { return find(i.Actions, no) }

// FollowUp finds a follow-up by its number; ok is false where there is none.
func (i *Incident) FollowUp(no int) (u FollowUp, ok bool) { return find(i.FollowUps, no) }

// Freeze finds a deploy freeze by its number; ok is false where there is none.
func (i *Incident) Freeze(no int) (f DeployFreeze, ok bool) { return find(i.Freezes, no) }

// Command finds a command by its number; ok is false where there is none.
func (i *Incident) Command(no int) (c Command, ok bool) { return find(i.Commands, no) }

// Decision finds a decision by its number; ok is false where there is none.
func (i *Incident) Decision(no int) (d Decision, ok bool) { return find(i.Decisions, no) }

func find[T item](l List[T], no int) (found T, ok bool) {
	if k, ok := place(l, no); ok {
		return l.At(k), true
	}
	return found, false
}

// place is where item no stands. It stands at no-1, save in a view that leaves events out and so has fewer items.
func place[T item](l List[T], no int) (k int, ok bool) {
	k = sort.Search(l.Len(), func(k int) bool { return l.At(k).number() >= no })
	return k, k < l.Len() && l.At(k).number() == no
}

// nextNo is the number that the next item gets.
func nextNo[T item](l List[T]) int {
	last, ok := l.Last()
	if !ok {
		return 1
	}
	return last.number() + 1
}

// add puts a new item at the end. A number that does not follow is damage, save in a view that leaves events out.
func add[T item](i *Incident, l *List[T], next T) error {
	want := nextNo(*l)
	if no := next.number(); no < want || no > want && !i.Partial {
		return fmt.Errorf("number %d, want %d", no, want)
	}
	*l = l.Plus(next)
	return nil
}

// change replaces item no by a changed one. Decide lets in no number that does not exist, so that one is damage, save
// in a view that leaves events out: it cannot show a change of what it does not show.
func change[T item](i *Incident, l *List[T], no int, by func(*T)) error {
	k, ok := place(*l, no)
	if !ok && i.Partial {
		return nil
	}
	if !ok {
		return fmt.Errorf("there is no number %d", no)
	}
	next := l.At(k)
	by(&next)
	*l = l.With(k, next)
	return nil
}

// numbered finds item no for an order, or refuses with the name of what is missing. example is what to type before the
// number of one that is there: "done ", "decide D".
func numbered[T item](l List[T], no int, what, example string) (T, error) {
	found, ok := find(l, no)
	if ok {
		return found, nil
	}
	last := nextNo(l) - 1
	if last == 0 {
		return found, refusef("", "there is no %s yet", what)
	}
	return found, refusef(fmt.Sprint(example, last), "there is no %s %d, the last is %d", what, no, last)
}
