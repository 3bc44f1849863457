package message

import "testing"

// Commands are found in the text as it is kept, and keep its marks.
func TestCommandsWithSecrets(t *testing.T) {
	for text, want := range map[string]string{
		"going to run PGPASSWORD=hunter2222 psql -h db":               "PGPASSWORD=[redacted: password] psql -h db",
		"curl -u admin:hunter22pass https://x.test/api":               "curl -u admin:[redacted: user-password] https://x.test/api",
		"going to run `mysql -u root -phunter22x prod -e 'select 1'`": "mysql -u root -p[redacted: password] prod -e 'select 1'",
		"größer: `systemctl restart importer`":                        "systemctl restart importer",
		"[redacted: ":                                                 "",
	} {
		p := Translator{Channel: &Channel{ID: "C1"}, People: NewPeople(), Capture: true}
		m, reason := p.Translate(&Raw{TS: "1672837200.000100", User: "U1", Text: text})
		got := ""
		for _, c := range m.Commands {
			got += c.Text
		}
		if got != want || reason != "" {
			t.Errorf("%q: got %q, want %q %s", text, got, want, reason)
		}
	}
}
