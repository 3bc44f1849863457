package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/slackfake"
)

// TestConnectionsAreCutInMidFrame: what was on its way in the frame comes again, or is read.
func TestConnectionsAreCutInMidFrame(t *testing.T) {
	for _, again := range []bool{true, false} {
		t.Run(fmt.Sprintf("redelivered %t", again), func(t *testing.T) {
			t.Parallel()
			f := newFaulty(t, slackfake.Options{Seed: 1})
			if !again {
				f.world.StopRedelivery()
			}
			root := f.say("nadia", "who looks at it?")
			f.recorded("who looks at it?")
			var texts []string
			for n := range 4 {
				f.world.CutEnvelope()
				texts = append(texts, fmt.Sprint("line ", n))
				f.reply("lena", root, texts[n])
				f.until("the connection is missed", func() bool { return f.service.Status().Connections < connections })
				f.connected()
			}
			f.recorded(texts...)
			f.rest()
			f.well()
		})
	}
}

// TestBothConnectionsAreCut: the line says since when, and what was said in between is read.
func TestBothConnectionsAreCut(t *testing.T) {
	f := &faulty{rig: newRig(t, slackfake.Options{Seed: 1})}
	p := newProxy(t, f.world)
	f.api = p.URL + "/api/"
	f.begin()
	f.world.StopRedelivery()
	root := f.say("nadia", "who looks at it?")
	f.recorded("who looks at it?")
	p.shut.Store(true)
	for n := 2; n > 0; n-- {
		f.world.CutEnvelope()
		f.reply("lena", root, fmt.Sprint("line ", n))
		f.until("one connection less", func() bool { return f.service.Status().Connections < n })
	}
	f.says("down since 1", "recording locally", "a proxy may let no WebSocket through")
	f.do(incident.Assign{Owner: "tomas", Task: "read the worker logs", In: time.Hour})
	f.posted("read the worker logs") // calls get through
	p.shut.Store(false)
	f.recorded("line 2", "line 1")
	f.rest()
	f.well()
}

// TestADisconnectWithEventsRightBehindIt: they are recorded by the connection that goes, in order.
func TestADisconnectWithEventsRightBehindIt(t *testing.T) {
	for _, reason := range []slackfake.Reason{slackfake.Warning, slackfake.RefreshRequested, slackfake.TooManyWebSockets, "a reason that nobody knows"} {
		t.Run(string(reason), func(t *testing.T) {
			t.Parallel()
			f := newFaulty(t, slackfake.Options{Seed: 1})
			f.world.StopRedelivery()
			f.world.Disconnect(reason, 5)
			var texts []string
			for n := range 5 {
				texts = append(texts, fmt.Sprint("line ", n))
				f.say("lena", texts[n])
			}
			f.recorded(texts...)
			var got []string
			for _, e := range f.entries(f.ref) {
				if strings.HasPrefix(e.Text, "line ") {
					got = append(got, e.Text)
				}
			}
			if !slices.Equal(got, texts) {
				t.Errorf("the timeline has %q", got)
			}
			f.rest()
			f.well()
		})
	}
}

// TestAProxyAnswersForTheAPI: its web page is no answer. The service goes on when the proxy lets it through, and tells
// nothing twice.
func TestAProxyAnswersForTheAPI(t *testing.T) {
	f := &faulty{rig: newRig(t, slackfake.Options{Seed: 1})}
	f.world.FailCalls("auth.test", 3, slackfake.ProxyPage())
	f.start()
	f.says("down since 13:00, recording locally: ", "it sends a web page, as a proxy or the login page of a network does")
	f.connected()
	for _, method := range []string{
		"conversations.create", "chat.postMessage", "conversations.setTopic", "conversations.setPurpose", "pins.add", "conversations.history",
		"conversations.invite", "conversations.info",
	} {
		f.world.FailCalls(method, 2, slackfake.ProxyPage())
	}
	f.ref, f.id = f.declared("List import problems")
	f.do(incident.Assign{Owner: "tomas", Task: "read the worker logs", In: time.Hour})
	f.posted("read the worker logs")
	f.made("channel", "headline", "pin")
	f.rest()
	f.well()
}

// proxy stands between the service and the workspace. While it is shut, what asks for a socket gets a web page.
type proxy struct {
	*httptest.Server
	shut atomic.Bool
}

func newProxy(t *testing.T, world *slackfake.Workspace) *proxy {
	t.Helper()
	to, err := url.Parse(strings.TrimSuffix(world.APIURL(), "/api/"))
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{}
	through := httputil.NewSingleHostReverseProxy(to)
	through.ModifyResponse = p.lead
	p.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if p.shut.Load() && r.Header.Get("Upgrade") != "" {
			rw.Header().Set("Content-Type", "text/html")
			fmt.Fprint(rw, "<!DOCTYPE html><title>Blocked</title>")
			return
		}
		through.ServeHTTP(rw, r)
	}))
	t.Cleanup(p.Close)
	return p
}

// lead makes the address of a socket lead through the proxy.
func (p *proxy) lead(r *http.Response) error {
	if !strings.HasSuffix(r.Request.URL.Path, "apps.connections.open") {
		return nil
	}
	var a map[string]any
	if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
		return err
	}
	r.Body.Close()
	if u, err := url.Parse(fmt.Sprint(a["url"])); err == nil {
		u.Host = strings.TrimPrefix(p.URL, "http://")
		a["url"] = u.String()
	}
	text, err := json.Marshal(a)
	r.Body = http.NoBody
	if err == nil {
		r.Body = io.NopCloser(bytes.NewReader(text))
		r.ContentLength = int64(len(text))
		r.Header.Set("Content-Length", fmt.Sprint(len(text)))
	}
	return err
}

// TestAProxyAnswersForTheSocket: the line says what is in the way. The channel is told all the same, and what it said is
// read when the way is free.
func TestAProxyAnswersForTheSocket(t *testing.T) {
	f := &faulty{rig: newRig(t, slackfake.Options{Seed: 1})}
	p := newProxy(t, f.world)
	f.api = p.URL + "/api/"
	f.begin()
	root := f.say("nadia", "who looks at it?")
	f.recorded("who looks at it?")
	p.shut.Store(true)
	f.stop()
	f.start()
	f.says("down since 1", "recording locally", "something other than Slack's socket answers, with status 200; a proxy may let no WebSocket through")
	f.do(incident.Assign{Owner: "tomas", Task: "read the worker logs", In: time.Hour})
	f.posted("read the worker logs")
	f.unheard(1, func() { f.reply("lena", root, "I do") })
	p.shut.Store(false)
	f.recorded("I do")
	f.rest()
	f.well()
}
