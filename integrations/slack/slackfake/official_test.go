package slackfake_test

import (
	"context"
	"os/exec"
	"strings"
	"testing"
	"time"

	"baton/integrations/slack/slackfake"
)

// TestOfficialClient lets Slack's own clients for Node use the workspace, where NODE_PATH leads to them: socket-mode 3.1.0
// and web-api of the same time were tried.
func TestOfficialClient(t *testing.T) {
	if err := exec.CommandContext(t.Context(), "node", "-e", "require('@slack/socket-mode')").Run(); err != nil {
		t.Skip("no node with @slack/socket-mode: set NODE_PATH to a node_modules that has it")
	}
	s := newStage(t, slackfake.Options{})
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	var said strings.Builder
	node := exec.CommandContext(ctx, "node", "testdata/official.cjs", s.APIURL(), s.AppToken(), s.BotToken())
	node.Stdout, node.Stderr = &said, &said
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	if err := s.WaitSockets(ctx, 1); err != nil {
		t.Fatalf("no connection: %v", err)
	}
	must[slackfake.TS](t)(s.maya.Say(s.ops, "hello"))
	command(t, ctx, s, "one")
	if err := s.WaitDelivered(ctx); err != nil { // the client fails when it is sent away with an acknowledgement to make
		t.Fatal(err)
	}
	s.Disconnect(slackfake.RefreshRequested, 0)
	if err := s.WaitSockets(ctx, 1); err != nil {
		t.Fatalf("no connection after the refresh: %v", err)
	}
	command(t, ctx, s, "two")
	command(t, ctx, s, "stop")
	if err := node.Wait(); err != nil || said.Len() > 0 {
		t.Errorf("the client ended with %v:\n%s", err, &said)
	}
	if all := s.Messages(s.ops); len(all) != 2 || all[1].ThreadTS != all[0].TS || !strings.HasSuffix(all[1].Text, " hello") {
		t.Errorf("messages: %+v", all)
	}
}

// command types a command and reads what the client says to it.
func command(t *testing.T, ctx context.Context, s *stage, text string) {
	t.Helper()
	i := must[*slackfake.Interaction](t)(s.maya.Type(s.ops, "/incident "+text))
	if replies := must[[]slackfake.Reply](t)(i.WaitReplies(ctx, 1)); replies[0].Text != "did "+text {
		t.Errorf("replied %+v", replies)
	}
}
