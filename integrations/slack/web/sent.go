package web

import (
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
)

// sent knows whether all of a request may have gone out. Where it has not, nothing was carried out: a server waits for
// the whole body. Go's transport makes a second attempt by itself only where the first was certainly not carried out, so
// each attempt begins anew.
type sent struct{ all atomic.Bool }

// trace hears of each attempt's begin and end. That a request was written is told when its last bytes may already be on
// the wire; carry closes that gap.
func (s *sent) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn: func(string) { s.all.Store(false) },
		WroteRequest: func(w httptrace.WroteRequestInfo) {
			if w.Err == nil {
				s.all.Store(true)
			}
		},
	}
}

// carry gives a request a body that notices when its last byte is taken.
func (s *sent) carry(r *http.Request, body string) {
	if body == "" {
		return
	}
	r.ContentLength = int64(len(body))
	r.GetBody = func() (io.ReadCloser, error) {
		return io.NopCloser(&load{sent: s, rest: strings.NewReader(body)}), nil
	}
	r.Body, _ = r.GetBody()
}

// load is one reading of a body.
type load struct {
	sent *sent
	rest *strings.Reader
}

func (l *load) Read(p []byte) (int, error) {
	n, err := l.rest.Read(p)
	if l.rest.Len() == 0 {
		l.sent.all.Store(true)
	}
	return n, err
}
