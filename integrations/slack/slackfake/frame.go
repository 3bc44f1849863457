package slackfake

import (
	"encoding/json"
	"time"

	"github.com/gorilla/websocket"
)

// writeTime is how long a client may take to read a frame before its connection counts as dead, on the wall's time.
const writeTime = 5 * time.Second

// frame is one thing to do on a connection.
type frame struct {
	data []byte
	cut  bool // write half of it, then hang up
	end  bool // close the connection in good order
}

// read takes acknowledgements until the connection ends.
func (s *socket) read(w *Workspace) {
	s.conn.SetReadLimit(bodyLimit)
	for {
		_, data, err := s.conn.ReadMessage()
		if err != nil {
			return
		}
		var ack struct {
			EnvelopeID string          `json:"envelope_id"`
			Payload    json.RawMessage `json:"payload"`
		}
		if json.Unmarshal(data, &ack) == nil {
			w.acknowledged(ack.EnvelopeID, ack.Payload, len(data))
		}
	}
}

// write sends frames and pings until the connection ends.
func (s *socket) write(w *Workspace) {
	ping := time.NewTicker(w.pingEvery)
	defer ping.Stop()
	defer s.conn.Close()
	if s.writePing() != nil {
		return
	}
	for {
		select {
		case <-ping.C:
			if s.writePing() != nil {
				return
			}
		case <-s.wake:
			frames, closed := s.take(w)
			if closed || !s.writeAll(frames) {
				return
			}
		}
	}
}

func (s *socket) writePing() error {
	return s.conn.WriteControl(websocket.PingMessage, []byte("Ping from stand-in"), time.Now().Add(writeTime))
}

func (s *socket) take(w *Workspace) (frames []frame, closed bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	frames, s.frames = s.frames, nil
	return frames, s.closed
}

// writeAll is false when the connection is over.
func (s *socket) writeAll(frames []frame) bool {
	for _, f := range frames {
		_ = s.conn.SetWriteDeadline(time.Now().Add(writeTime))
		switch {
		case f.cut:
			s.writeHalf(f.data)
			return false
		case f.end:
			bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
			_ = s.conn.WriteMessage(websocket.CloseMessage, bye)
			return false
		}
		if s.conn.WriteMessage(websocket.TextMessage, f.data) != nil {
			return false
		}
	}
	return true
}

// writeHalf announces a whole text frame and sends half of it (RFC 6455, 5.2: final text frame, 16 bits of length).
func (s *socket) writeHalf(data []byte) {
	n := min(len(data), 1<<16-1)
	head := []byte{0x81, 126, byte(n >> 8), byte(n)}
	_, _ = s.conn.NetConn().Write(append(head, data[:n/2]...))
}

// send queues a JSON frame. The caller holds the lock.
func (s *socket) send(a answer, cut bool) {
	data, err := json.Marshal(a)
	if err != nil {
		panic(err) // raw JSON was checked on its way in
	}
	s.queue(frame{data: data, cut: cut})
}

func (s *socket) queue(f frame) {
	s.frames = append(s.frames, f)
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
