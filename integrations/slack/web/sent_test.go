package web

import (
	"io"
	"net/http/httptest"
	"testing"
)

// TestALastByteThatIsTaken may be on the wire before the transport says that the request was written, and a second
// attempt begins anew.
func TestALastByteThatIsTaken(t *testing.T) {
	var s sent
	r := httptest.NewRequest("POST", "/", nil)
	s.carry(r, "text=hello")
	for attempt := range 2 {
		s.trace().GetConn("slack.com:443")
		_, _ = io.ReadFull(r.Body, make([]byte, 9))
		if s.all.Load() {
			t.Errorf("attempt %d: gone with the last byte here", attempt)
		}
		_, _ = io.ReadAll(r.Body)
		if !s.all.Load() {
			t.Errorf("attempt %d: here with the last byte gone", attempt)
		}
		r.Body, _ = r.GetBody()
	}
}
