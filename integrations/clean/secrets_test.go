package clean

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSecretsAreMasked(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"mysql -u root -phunter2 shop", "mysql -u root -p[redacted: password] shop"},
		{"mysqldump -h db1 -p'a b c' shop > x", "mysqldump -h db1 -p'[redacted: password]' shop > x"},
		{"sudo mysqladmin --password=s3cret status", "sudo mysqladmin --password=[redacted: password] status"},
		{"vault write --password s3cret", "vault write --password [redacted: password]"},
		{"curl -u admin:s3cret https://x", "curl -u admin:[redacted: user-password] https://x"},
		{"curl --user 'admin:s3 cret' https://x", "curl --user 'admin:[redacted: user-password]' https://x"},
		{"curl -H 'Authorization: Bearer abc.def-123' https://x", "curl -H 'Authorization: Bearer [redacted: authorization]' https://x"},
		{"Authorization: Token token=y_NbAkKc66ryYTWUXYEu", "Authorization: Token [redacted: authorization]"},
		{"Authorization: OAuth 1234567890abcdef", "Authorization: OAuth [redacted: authorization]"},
		{"Cookie: sid=31d4d96e407aad42; theme=dark", "Cookie: [redacted: cookie]"},
		{"-H \"X-Api-Key: 12ab34cd\"", "-H \"X-Api-Key: [redacted: secret]\""},
		{"use Bearer 0123456789abcdef please", "use Bearer [redacted: bearer-token] please"},
		{"psql postgres://app:s3cr3t@db1:5432/shop", "psql postgres://app:[redacted: url-password]@db1:5432/shop"},
		{"redis://:p@ss@cache:6379", "redis://:[redacted: url-password]@cache:6379"},
		{"git clone https://0123456789abcdef0123@git.example.org/x", "git clone https://[redacted: url-token]@git.example.org/x"},
		{"export DB_PASSWORD=correct", "export DB_PASSWORD=[redacted: password]"},
		{"DB_PASSWORD: correct horse", "DB_PASSWORD: [redacted: password] horse"},
		{"PGPASSWORD=abc psql -c 'select 1'", "PGPASSWORD=[redacted: password] psql -c 'select 1'"},
		{"STRIPE_KEY=abcdef", "STRIPE_KEY=[redacted: secret]"},
		{"api_key = 'abc def'", "api_key = '[redacted: secret]'"},
		{"apiKey: abc123def", "apiKey: [redacted: secret]"},
		{":password => \"abc\"", ":password => \"[redacted: password]\""},
		{"token := \"abc\"", "token := \"[redacted: secret]\""},
		{`{"user":"a","password": "x\"y", "n": 1}`, `{"user":"a","password": "[redacted: password]", "n": 1}`},
		{`{"body":"{\"password\":\"x1\"}"}`, `{"body":"{\"password\":\"[redacted: password]\"}"}`},
		{"<password>abc</password>", "<password>[redacted: password]</password>"},
		{"kubectl create secret generic x --from-literal=password=abc", "kubectl create secret generic x --from-literal=password=[redacted: password]"},
		{"aws configure set aws_secret_access_key wJalrXUtnFEMI/K7MDENG", "aws configure set aws_secret_access_key [redacted: secret]"},
		{"CREATE USER 'a'@'%' IDENTIFIED BY 'pw';", "CREATE USER 'a'@'%' IDENTIFIED BY '[redacted: sql-password]';"},
		{"alter user a identified with mysql_native_password by 'pw'", "alter user a identified with mysql_native_password by '[redacted: sql-password]'"},
		{"ALTER ROLE app WITH PASSWORD 'pw';", "ALTER ROLE app WITH PASSWORD '[redacted: password]';"},
		{"SET PASSWORD FOR a = PASSWORD('pw')", "SET PASSWORD FOR a = PASSWORD('[redacted: password]')"},
		{"the password is hunter2, ok?", "the password is [redacted: password], ok?"},
		{"sshpass -p hunter2 ssh db1", "sshpass -p [redacted: password] ssh db1"},
		{"redis-cli -a hunter2 info", "redis-cli -a [redacted: password] info"},
		{"docker login -u ci -p hunter2 registry", "docker login -u ci -p [redacted: password] registry"},
		{"ldapsearch -x -w hunter2 -b dc=x", "ldapsearch -x -w [redacted: password] -b dc=x"},
		{"smbclient -U admin%hunter2 //nas/x", "smbclient -U admin%[redacted: user-password] //nas/x"},
		{"rabbitmqctl add_user app hunter2", "rabbitmqctl add_user app [redacted: password]"},
		{"machine api login ci password hunter2", "machine api login ci password [redacted: password]"},
		{"keytool -storepass changeit -list", "keytool -storepass [redacted: password] -list"},
		{"openssl rsa -passin pass:hunter2 -in k", "openssl rsa -passin [redacted: password] -in k"},
		{"id " + "AKIA" + "IOSFODNN7EXAMPLE used", "id [redacted: aws-key] used"},
		{"ghp_" + strings.Repeat("a1", 18), "[redacted: github-token]"},
		{"(glpat-" + "abcdefghij1234567890)", "([redacted: gitlab-token])"},
		{"xoxb-" + "123456789012-abcdefABCDEF.", "[redacted: slack-token]."},
		{"xoxe.xoxb-" + "1-abcdefABCDEF", "[redacted: slack-token]"},
		{"https://hooks.slack.com/services/" + "T00/B00/XXXXyyyy", "https://[redacted: slack-webhook]"},
		{"sk_live_" + "abcdefghij0123", "[redacted: stripe-key]"},
		{"SG." + "abcdefghijklmnop.qrstuvwxyz0123456789", "[redacted: sendgrid-key]"},
		{"SK" + strings.Repeat("0a", 16), "[redacted: twilio-key]"},
		{"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_9", "[redacted: jwt]"},
		{"12345678:" + strings.Repeat("aB3-x", 7), "[redacted: telegram-token]"},
		{"-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nok", "[redacted: private-key]\nok"},
		{"-----BEGIN OPENSSH " + "PRIVATE KEY-----\nb3Bl", "[redacted: private-key]"},
		{"AGE-SECRET-KEY-1" + strings.Repeat("QZ9", 18), "[redacted: age-key]"},
		{"PASS=[redacted: password]tail", "PASS=[redacted: password]"},
	} {
		got, found := Secrets(c.in)
		if got != c.want {
			t.Errorf("Secrets(%q)\n got %q\nwant %q", c.in, got, c.want)
		}
		checkFindings(t, got, found)
		if len(found) == 0 {
			t.Errorf("Secrets(%q) reports nothing", c.in)
		}
	}
}

func TestWhatIsNoSecretStays(t *testing.T) {
	for _, s := range []string{
		chat, "", "monkey=1 keyboard: dvorak turkey: no", "key=value pairs", "primary_key=id partition_key: user_id",
		"ssh-keygen -t ed25519", "git show 3f786850e387550fdab836ed7e6dc881de23001b", "PASSWORD=$DB_PASSWORD", "token: ${TOKEN}",
		"--password <password>", "mysql -p shop", "mysql -u root -p", "DB_PASSWORD=****", "password=xxx", "PASS=", "pass: 12, fail: 3",
		"PWD=/var/www pwd: /srv", "the password is wrong", "password is required", "the token: it expires at noon", "--token is required",
		"max_tokens=4096", "token_count: 12", "secretName: tls-wildcard", "password_file=/run/secrets/db", "if password == other",
		"https://example.org:8080/a@b", "https://example.org/user@host", "ssh://git@example.org/x", "docker run -p 8080:80 nginx",
		"kubectl -n prod logs -p api-1", "curl -u admin https://x", "compass=north bypass: on", "Authorization: failed for the user",
		"cookies: we should bake some", "password = ENV['DB_PASS']", "token = get_token()", "cat <password.txt", "<token>", "mkdir -p a/b",
		"sk-ip this", "npm_config_cache", "eyJust kidding", "SKU 1234", "identified by the alert", "a bearer of bad news", "SECRET=[redacted: secret]",
		"ps aux | grep -p x", "ssh -p 2222 host", "the secret: patience", "passenger: yes", "key: value", "lookup key = name",
	} {
		if got, found := Secrets(s); got != s || found != nil {
			t.Errorf("Secrets(%q) = %q, %v", s, got, found)
		}
	}
}

func checkFindings(t *testing.T, masked string, found []Finding) {
	t.Helper()
	last := 0
	for _, f := range found {
		if f.Start < last || f.End > len(masked) || masked[f.Start:f.End] != markOpen+f.Rule+string(markClose) {
			t.Fatalf("finding %+v does not point at its mark in %q", f, masked)
		}
		last = f.End
	}
}

// planted draws one secret and the words around it that make it one.
func planted(t *rapid.T) (text, secret string) {
	word := rapid.StringMatching(`[a-z][a-zA-Z0-9_]{6,14}[0-9]`).Draw(t, "word")
	hex := rapid.StringMatching(`[0-9a-f]{32}`).Draw(t, "hex")
	long := rapid.StringMatching(`[A-Za-z0-9]{36}`).Draw(t, "long")
	upper := rapid.StringMatching(`[A-Z0-9]{16}`).Draw(t, "upper")
	places := []struct{ before, secret, after string }{
		{"mysql -p", word, " shop"},
		{"mysqldump -u root --password=", word, ""},
		{"tool --token ", word, ""},
		{"curl -u ci:", word, " https://x"},
		{"postgres://app:", word, "@db/shop"},
		{"export API_TOKEN=", word, ""},
		{"DB_PASSWORD: ", word, ""},
		{`{"password": "`, word, `"}`},
		{"IDENTIFIED BY '", word, "'"},
		{"Authorization: Bearer ", long, ""},
		{"X-Api-Key: ", long, ""},
		{"client_secret='", word, "'"},
		{"", "AKIA" + upper, ""},
		{"", "ghp_" + long, ""},
		{"", "glpat-" + long[:20], ""},
		{"", "xoxb-1234-" + long, ""},
		{"", "AIza" + long[:35], ""},
		{"", "npm_" + long, ""},
		{"", "sk_live_" + long[:24], ""},
		{"", "SK" + hex, ""},
		{"", "hooks.slack.com/services/T1/B1/" + long[:24], ""},
		{"Cookie: session=", hex, ""},
		{"sshpass -p ", word, " ssh db1"},
		{"password is ", word, ""},
	}
	p := rapid.SampledFrom(places).Draw(t, "place")
	return p.before + p.secret + p.after, p.secret
}

func TestPlantedSecretsAreGone(t *testing.T) {
	prose := rapid.StringMatching(`([a-z]{1,9}[ ,.;:!?\n"'()-]{1,2}){0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		text, secret := planted(t)
		s := prose.Draw(t, "before") + " " + text + rapid.SampledFrom([]string{" ", "\n", ", ", ". "}).Draw(t, "gap") + prose.Draw(t, "after")
		got, found := Secrets(s)
		if strings.Contains(got, secret) || len(found) == 0 {
			t.Fatalf("%q is still in %q", secret, got)
		}
		if again, more := Secrets(got); again != got || more != nil {
			t.Fatalf("masking again changes %q to %q", got, again)
		}
	})
}

func TestLongSecretIsMaskedWhole(t *testing.T) {
	for _, place := range []string{"TOKEN=%", "--password %", "Cookie: a=%", "eyJhbGciOiJIUzI1NiJ9.%"} {
		secret := strings.Repeat("Zq9", 2*longestSecret)
		got, found := Secrets(strings.Replace(place, "%", secret, 1) + " the end")
		if strings.Contains(got, "Zq9") || len(found) == 0 || !strings.HasSuffix(got, "the end") {
			t.Errorf("%s: %d bytes are left", place, len(got))
		}
	}
}

func FuzzSecrets(f *testing.F) {
	for _, s := range []string{
		"mysql -pabc", "a://b:c@d", "PASS=[redacted: x]y", `"password":"x\"y"`, "Cookie: a=b", "IDENTIFIED BY 'x'", "-----BEGIN " + "PRIVATE KEY-----",
		"token := 'x' TOKEN=:PASS=b", "curl -u a:b -H 'X-Token: c'", "password (", "login a password b", "[redacted: ", "<secret>x</secret>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = Text(s)
		got, found := Secrets(s)
		checkFindings(t, got, found)
		checkClean(t, got)
		if again, more := Secrets(got); again != got || more != nil {
			t.Errorf("masking again: %q, then %q, then %q", s, got, again)
		}
	})
}

func BenchmarkSecretsProse(b *testing.B) {
	b.SetBytes(int64(len(chat)))
	for b.Loop() {
		Secrets(chat)
	}
}

func BenchmarkSecretsFound(b *testing.B) {
	for b.Loop() {
		Secrets("mysql -u root -phunter2 shop -e 'select 1'")
	}
}
