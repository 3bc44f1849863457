package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"baton/incident"
	"baton/timeline"
)

func (s *stage) adds(user, channel string, message object) string {
	s.t.Helper()
	all := s.answer(s.adding(user, channel, message))
	if len(all) != 1 || all[0].Type != "ephemeral" {
		s.t.Fatalf("%+v was answered by %+v", message, all)
	}
	return all[0].Text
}

func (s *stage) do(ref incident.Ref, o incident.Order, g incident.Given) {
	s.t.Helper()
	g.Origin = "slack"
	if _, _, err := s.rec.Do(context.Background(), ref, timeline.Instruction{Order: o, Given: g}); err != nil {
		s.t.Fatal(err)
	}
}

func TestAMessageOfTheChannelGetsAStar(t *testing.T) {
	s := newStage(t, nil)
	ref := s.incident("List import problems", "C1")
	said := object{"ts": "1672840700.000100", "user": "U2", "text": "it was the resolver"}
	says(t, s.adds("U1", "C1", said), "has not read that message yet")
	s.do(ref, incident.Post{MessagePosted: incident.MessagePosted{Text: "it was the resolver"}}, incident.Given{By: "nick", Key: "slack:C1:1672840700.000100"})
	says(t, s.adds("U1", "C1", said), "#2 is in the timeline, and has a star", "`/incident unstar 2`")
	says(t, s.adds("U3", "C1", said), "#2 is in the timeline, and has its star already.")
	if i := s.state(ref); !i.Amendments[2].Starred || i.Seq != 3 {
		t.Errorf("%+v, %d events", i.Amendments, i.Seq)
	}
	// What baton itself posted is the entry that it tells of.
	s.types("U1", "C1", "action <@U2> check DNS")
	s.do(ref, incident.BeginDelivery{Key: "e4", What: "post"}, incident.Given{By: "baton"})
	s.do(ref, incident.FinishDelivery{Key: "e4", Receipt: "C1:1672840800.000200"}, incident.Given{By: "baton"})
	says(t, s.adds("U1", "C1", object{"ts": "1672840800.000200", "bot_id": "B1", "text": "nick, please check DNS"}), "#4 is in the timeline")
}

func TestAMessageFromElsewhereBecomesAnEntry(t *testing.T) {
	s := newStage(t, nil)
	said := object{
		"ts": "1672840500.000100", "thread_ts": "1672840000.000100", "user": "U2",
		"text": "look, <@U3>: <https://grafana.test|the graph> &amp; \u202eAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCY", "files": []object{{"name": "a.png"}},
	}
	says(t, s.adds("U1", "C5", said), "No incident is open", "`/incident List import problems`")
	ref := s.incident("List import problems", "C1")
	says(t, s.adds("U1", "C5", said), "That message is #2 of <#C1> now, at 13:55 UTC")
	says(t, s.adds("U3", "C5", said), "That message is #2 of <#C1> already.")
	same(t, s.log(ref, 2), []string{
		"#2 nick (zac): #ops: look, @mia: the graph (https://grafana.test) & AWS_SECRET_ACCESS_KEY=[redacted: secret]\n[a.png]" +
			" (https://acme.slack.com/archives/C5/p1672840500000100?thread_ts=1672840000.000100&cid=C5)",
	})
	says(t, s.adds("U1", "C5", object{"ts": "1672840501.000100", "user": "U1"}), "#3 of")
	says(t, s.adds("U1", "C5", object{"user": "U1", "text": "no ts"}), "did not say which message")
	says(t, s.adds("U1", "C5", object{"ts": "1672840502.000100", "user": "U9", "text": strings.Repeat("ü<", 20_000)}), "#4 of")
	ahead := fmt.Sprintf("%d.000000", s.clock().Unix()+90)
	says(t, s.adds("U1", "C5", object{"ts": ahead, "user": "U2", "text": "a clock that is ahead"}), "#5 of")
	if got := s.log(ref, 3); !strings.HasPrefix(got[0], "#3 zac: #ops: a message without text (https://acme") || !strings.HasPrefix(got[1], "#4 u9 (zac): #ops: ü<ü<") {
		t.Errorf("%.200q", got)
	}
}

func TestWhichIncidentAMessageIsAbout(t *testing.T) {
	s := newStage(t, nil)
	s.incident("List import problems", "C1")
	s.pass(time.Minute)
	ref := s.incident("Mail is late, <b>", "C2")
	for _, text := range []string{"it was the resolver", strings.Repeat("\u2028\"<ü", 5_000)} {
		a := s.Answer(context.Background(), s.adding("U1", "C5", object{"ts": "1672840500.000100", "user": "U2", "text": text}))
		if a.Form == nil || a.Ack != nil || len(a.Replies) > 0 {
			t.Fatalf("%+v", a)
		}
		if n := utf8.RuneCountInString(a.Form.Metadata); n > metadataLimit || n == 0 {
			t.Errorf("the form carries %d characters", n)
		}
		options := a.Form.Blocks[0].Element.Options
		if len(options) != 2 || options[0].Value != string(ref) || options[0].Text.Text != "Mail is late, <b> (20230104_mail_is_late_b)" {
			t.Errorf("%+v", options)
		}
		says(t, s.submits("U1", a.Form, ""), "Choose one of the incidents.")
		says(t, s.submits("U1", a.Form, "20200101_gone"), "There is no such incident any more.")
		says(t, s.submits("U1", a.Form, string(ref)), "That message is #2 of <#C2>")
	}
	same(t, s.log(ref, 2), []string{"#2 nick (zac): #ops: it was the resolver (https://acme.slack.com/archives/C5/p1672840500000100)"})
	for _, metadata := range []string{"", "null", `{"c":"<!channel>","t":"1672840500.000100"}`, `{"c":"C5","t":"x"}`, `{"c":"C5","t":"1672840500.000100","b":"two words"}`} {
		says(t, s.submits("U1", &View{Callback: chooseCallback, Metadata: metadata}, string(ref)), "Choose one of the incidents.")
	}
	hostile := `{"c":"C5","t":"1672840501.000100","x":"\u001b]0;x\u0007 AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCY","l":"javascript:x","n":"a\nb"}`
	s.submits("U1", &View{Callback: chooseCallback, Metadata: hostile}, string(ref))
	same(t, s.log(ref, 3), []string{"#3  (zac): #a b: AWS_SECRET_ACCESS_KEY=[redacted: secret]"})
	if a := s.Answer(context.Background(), s.request("interactive", object{"type": "view_submission", "user": object{"id": "U1"}, "view": object{"callback_id": "other"}})); a.Ack != nil {
		t.Errorf("another form was answered by %+v", a)
	}
}

// submits sends a form off, and gives the acknowledgement as JSON.
func (s *stage) submits(user string, form *View, choice string) string {
	s.t.Helper()
	a := s.Answer(context.Background(), s.request("interactive", object{
		"type": "view_submission", "user": object{"id": user}, "team": object{"id": "T1", "domain": "acme"}, "trigger_id": s.trigger(),
		"view": object{"callback_id": form.Callback, "private_metadata": form.Metadata, "state": object{"values": object{
			choiceBlock: object{choiceAction: object{"type": "static_select", "selected_option": object{"value": choice}}},
		}}},
	}))
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(a.Ack); err != nil || a.Err != nil || len(a.Replies) > 0 || a.Later != nil {
		s.t.Fatalf("%+v, %v", a, err)
	}
	return b.String()
}

func TestTheShortcutAsksForPermission(t *testing.T) {
	s := newStage(t, Permissions{"note": {"sre"}, "star": {"sre"}})
	s.groups = map[string][]string{"U1": {}, "U3": {"sre"}}
	ref := s.incident("List import problems", "C1")
	said := object{"ts": "1672840500.000100", "user": "U2", "text": "x"}
	says(t, s.adds("U1", "C5", said), "who is in @sre may use note")
	says(t, s.adds("U3", "C5", said), "#2 of <#C1>")
	s.do(ref, incident.Post{MessagePosted: incident.MessagePosted{Text: "x"}}, incident.Given{By: "nick", Key: "slack:C1:1672840500.000100"})
	says(t, s.adds("U1", "C1", said), "who is in @sre may use star")
	s.pass(time.Minute)
	s.incident("Mail is late", "C2")
	form := s.Answer(context.Background(), s.adding("U1", "C5", said)).Form
	says(t, s.submits("U1", form, "20230104_mail_is_late"), "who is in @sre may use note")
	says(t, s.submits("U3", form, "20230104_mail_is_late"), "#2 of <#C2>")
}
