package socket

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// BenchmarkReading is how long one connection takes for a small message's envelope, acknowledged in hundreds. The sender,
// which has its frame ready, runs on the same machine.
func BenchmarkReading(b *testing.B) {
	b.Run("acknowledged together", func(b *testing.B) { benchmark(b, 100) })
	b.Run("acknowledged one by one", func(b *testing.B) { benchmark(b, 1) })
}

func benchmark(b *testing.B, together int) {
	body := fmt.Sprintf(`{"envelope_id":"E0000000001","type":"events_api","accepts_response_payload":false,"retry_attempt":0,"retry_reason":"","payload":{"event_id":"Ev0001","team_id":"T1","event":{"type":"message","channel":"C1","user":"U1","ts":"1672855500.000100","text":%q}}}`, strings.Repeat("deploy ", 20))
	frame, err := websocket.NewPreparedMessage(websocket.TextMessage, []byte(body))
	if err != nil {
		b.Fatal(err)
	}
	begin := make(chan struct{})
	var first atomic.Bool
	o := Options{Open: bare(b, func(conn *websocket.Conn) {
		send(conn, `{"type":"hello"}`)
		if first.CompareAndSwap(false, true) {
			go func() {
				<-begin
				for range b.N {
					_ = conn.WritePreparedMessage(frame)
				}
			}()
		}
		drain(conn)
	})}
	taken, batch, done := 0, []Envelope(nil), make(chan struct{})
	o.Take = func(e Envelope) {
		batch = append(batch, e)
		taken++
		if len(batch) == together || taken == b.N {
			_ = AckAll(batch)
			batch = batch[:0]
		}
		if taken == b.N {
			close(done)
		}
	}
	connected := make(chan struct{}, 10)
	o.Changed = func(s State) {
		if s.Connections == full {
			connected <- struct{}{}
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- New(o).Run(ctx) }()
	<-connected
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	b.ResetTimer()
	begun := time.Now()
	close(begin)
	<-done
	b.ReportMetric(float64(b.N)/time.Since(begun).Seconds(), "envelopes/s")
	b.StopTimer()
	stop()
	<-ended
}
