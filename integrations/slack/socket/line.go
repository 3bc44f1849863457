package socket

import "time"

// phase is how far a connection has come.
type phase int

const (
	opening   phase = iota // asked for, and has not said hello
	live                   // has said hello
	leaving                // was told to go, and still brings things
	dismissed              // was told to go before it said hello
)

// line is what the keeper knows of one connection.
type line struct {
	phase   phase
	conn    *connection // nil until it is connected
	since   time.Time   // its hello
	retire  time.Time   // when it is hung up on; zero while nothing has taken its place
	parting bool        // it was hung up on
}

// news is what the goroutine of a line tells the keeper.
type news struct {
	line  *line
	conn  *connection // connected
	about frame       // a word about the connection
	ended bool
	err   error // why it ended
}

// serve opens a connection and reads it to its end.
func (k *keeper) serve(l *line) error {
	address, err := k.o.Open(k.ctx)
	if err != nil {
		return err
	}
	conn, err := dial(k.ctx, address, k.o)
	if err != nil {
		return err
	}
	defer conn.raw.Close()
	defer atEnd(k.ctx, conn.hangUp)()
	k.tell(news{line: l, conn: conn})
	return conn.read(k.o.Take, func(f frame) { k.tell(news{line: l, about: f}) })
}

// tell waits for the keeper, which waits for nobody.
func (k *keeper) tell(n news) {
	select {
	case k.news <- n:
	case <-k.ctx.Done():
	}
}
