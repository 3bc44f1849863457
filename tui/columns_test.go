package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"baton/incident"
)

// scripts are texts that take more or fewer cells than letters, or are written from the right.
var scripts = []string{
	"導入処理が失敗している、待ち行列が増え続けている", "가져오기가 지연되고 있습니다", "فشل استيراد القوائم منذ الظهر", "ייבוא הרשימות נכשל מאז הצהריים",
	"e\u0301te\u0301 na\u0308chste Woche", "👩🏽‍🚒 the fire 🔥🔥 is out 👨‍👩‍👧‍👦", "🇫🇷 and 🇯🇵 are slow", "नमस्ते आयात विफल", "ﷺ", "half width ｶﾞ and full ＷＩＤＥ",
}

// TestColumnsStayStraight looks at the wall between the panes in every row that the emulator shows: whatever the texts
// are, it stands in one column.
func TestColumnsStayStraight(t *testing.T) {
	story := func(x *terminal) {
		afternoon(x)
		for k, text := range scripts {
			x.by("omar", importRef, incident.Assign{Owner: "lena", Task: text, In: time.Duration(30+k) * time.Minute})
			x.by("mia", importRef, says(text+" "+strings.Repeat(text+" ", 4)))
		}
		x.by("mia", importRef, incident.NamePerson{Person: "mia", Name: "宮崎 美亜"})
	}
	for _, s := range []setting{{w: 120, h: 40}, {w: 200, h: 60}} {
		s.ref = importRef
		onScreen(t, s, story, func(x *terminal) {
			for _, up := range []int{0, 10, 25} {
				for range up {
					x.key("up")
				}
				wall, rows := sideWidth(s.w), 0
				for y := range s.h {
					if cell := x.emu.CellAt(wall, y); cell != nil && cell.Content == x.app.th.wall {
						rows++
					}
				}
				if want := s.h - 8; rows < want {
					t.Errorf("%dx%d: the wall stands in %d rows, %d are wanted\n%s", s.w, s.h, rows, want, x.text())
				}
			}
		})
	}
	for _, text := range scripts {
		for w := range 40 {
			row := newTheme("dark", false).row(60).column(newTheme("dark", false).plain, text, w).done()
			if got := width(strings.ReplaceAll(fmt.Sprint(row), "\x1b[m", "")); got != 60 {
				t.Errorf("%q in %d cells makes a row of %d", text, w, got)
			}
		}
	}
}
