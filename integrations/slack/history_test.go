package slack

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// serveHistory answers conversations.history with what the talk has said by now, newest first, and
// conversations.replies with the replies to one message, oldest first.
func (h *hall) serveHistory(rw http.ResponseWriter, r *http.Request) {
	const most = 999
	k, now := h.talk, h.rec.Now()
	place := func(ts string, open time.Time) int { return int(parse(ts, open).Sub(k.begin) / k.apart) }
	from, to := max(0, place(r.FormValue("oldest"), k.begin)), min(place(r.FormValue("latest"), now), place("", now)-1)
	var shown []string
	more := false
	for n := to; n >= from; n-- {
		if emoji(n) || n%4 == 1 && n > 100 {
			continue
		}
		if more = len(shown) == most; more {
			break
		}
		shown = append(shown, k.message(n))
	}
	if thread := r.FormValue("ts"); thread != "" {
		more, shown = false, shown[:0]
		root := place(thread, now)
		for n := max(from, root); n <= min(to, root+102); n++ {
			if n == root || n%4 == 1 && n > 100 && n/100*100-2 == root && !emoji(n) {
				shown = append(shown, k.message(n))
			}
		}
	}
	fmt.Fprintf(rw, `{"ok":true,"has_more":%t,"messages":[%s]}`, more, strings.Join(shown, ","))
}

// parse reads a ts.
func parse(ts string, open time.Time) time.Time {
	var seconds, micros int64
	if _, err := fmt.Sscanf(ts, "%d.%d", &seconds, &micros); err != nil {
		return open
	}
	return time.Unix(seconds, micros*1000)
}
