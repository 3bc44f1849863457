package incident

import (
	"slices"
	"strings"
)

// Near gives the words that were perhaps meant, at most three, the nearest first: those that begin with what was typed,
// and those that are a slip or two away. Capital letters make no difference.
func Near(typed string, words []string) []string {
	const longest = 40 // nobody means a longer word by a slip, and the distance is quadratic
	typed = strings.ToLower(typed)
	if typed == "" || len(typed) > longest {
		return nil
	}
	type guess struct {
		word string
		far  int
	}
	var guesses []guess
	for _, w := range words {
		lower := strings.ToLower(w)
		far := distance([]rune(typed), []rune(lower))
		if len(typed) > 1 && strings.HasPrefix(lower, typed) {
			far = 1
		}
		if far <= slips(typed) {
			guesses = append(guesses, guess{w, far})
		}
	}
	slices.SortStableFunc(guesses, func(a, b guess) int { return a.far - b.far })
	var found []string
	for _, g := range guesses {
		if len(found) < 3 && g.far <= guesses[0].far+1 && !slices.Contains(found, g.word) {
			found = append(found, g.word)
		}
	}
	return found
}

// slips is how many mistakes a word of that length may hold and still be guessed at.
func slips(typed string) int {
	switch n := len([]rune(typed)); {
	case n <= 2:
		return 0
	case n <= 4:
		return 1
	default:
		return 2
	}
}

// distance counts letters added, dropped, changed and swapped with their neighbour (optimal string alignment).
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			rows[i][j] = min(change, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
