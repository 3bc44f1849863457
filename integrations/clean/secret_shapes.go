package clean

import "strings"

// shape is a token that is known by how it looks, wherever it stands: a prefix and
// at least least bytes of class after it, no more than most (0: any number).
// Sources: the vendors' own notes on token formats; the rules of gitleaks (MIT).
type shape struct {
	rule, prefix string
	least, most  int
	class        *[256]bool
}

var shapes = []shape{
	{"aws-key", "AKIA", 16, 16, &upperDigits},
	{"aws-key", "ASIA", 16, 16, &upperDigits},
	{"github-token", "ghp_", 20, 0, &alnum},
	{"github-token", "gho_", 20, 0, &alnum},
	{"github-token", "ghu_", 20, 0, &alnum},
	{"github-token", "ghs_", 20, 0, &alnum},
	{"github-token", "ghr_", 20, 0, &alnum},
	{"github-token", "github_pat_", 20, 0, &wordBytes},
	{"gitlab-token", "glpat-", 16, 0, &dashed},
	{"gitlab-token", "gldt-", 16, 0, &dashed},
	{"gitlab-token", "glrt-", 16, 0, &dashed},
	{"gitlab-token", "glcbt-", 16, 0, &dashed},
	{"slack-token", "xoxa-", 8, 0, &dotted},
	{"slack-token", "xoxb-", 8, 0, &dotted},
	{"slack-token", "xoxe-", 8, 0, &dotted},
	{"slack-token", "xoxe.", 8, 0, &dotted},
	{"slack-token", "xoxp-", 8, 0, &dotted},
	{"slack-token", "xoxr-", 8, 0, &dotted},
	{"slack-token", "xoxs-", 8, 0, &dotted},
	{"slack-token", "xoxc-", 8, 0, &dotted},
	{"slack-token", "xoxd-", 8, 0, &percented},
	{"slack-token", "xapp-", 8, 0, &dashed},
	{"slack-webhook", "hooks.slack.com/services/", 8, 0, &pathBytes},
	{"slack-webhook", "hooks.slack.com/workflows/", 8, 0, &pathBytes},
	{"slack-webhook", "hooks.slack.com/triggers/", 8, 0, &pathBytes},
	{"discord-webhook", "discord.com/api/webhooks/", 20, 0, &pathBytes},
	{"google-key", "AIza", 30, 0, &dashed},
	{"google-token", "ya29.", 20, 0, &dashed},
	{"google-secret", "GOCSPX-", 20, 0, &dashed},
	{"stripe-key", "sk_live_", 10, 0, &alnum},
	{"stripe-key", "sk_test_", 10, 0, &alnum},
	{"stripe-key", "rk_live_", 10, 0, &alnum},
	{"stripe-key", "rk_test_", 10, 0, &alnum},
	{"stripe-key", "whsec_", 16, 0, &alnum},
	{"npm-token", "npm_", 30, 0, &alnum},
	{"pypi-token", "pypi-", 40, 0, &dashed},
	{"sendgrid-key", "SG.", 30, 0, &dotted},
	{"twilio-key", "SK", 32, 32, &hexBytes},
	{"vault-token", "hvs.", 20, 0, &dashed},
	{"vault-token", "hvb.", 20, 0, &dashed},
	{"vault-token", "hvr.", 20, 0, &dashed},
	{"newrelic-key", "NRAK-", 20, 0, &alnum},
	{"grafana-token", "glsa_", 20, 0, &wordBytes},
	{"grafana-token", "glc_", 20, 0, &base64Bytes},
	{"digitalocean-token", "dop_v1_", 40, 0, &alnum},
	{"digitalocean-token", "doo_v1_", 40, 0, &alnum},
	{"shopify-token", "shpat_", 20, 0, &alnum},
	{"openai-key", "sk-proj-", 20, 0, &dashed},
	{"anthropic-key", "sk-ant-", 20, 0, &dashed},
	{"openai-key", "sk-", 40, 0, &alnum},
	{"huggingface-token", "hf_", 30, 0, &alnum},
	{"databricks-token", "dapi", 32, 32, &hexBytes},
	{"atlassian-token", "ATATT", 40, 0, &base64Bytes},
	{"linear-key", "lin_api_", 20, 0, &alnum},
	{"docker-token", "dckr_pat_", 16, 0, &dashed},
	{"doppler-token", "dp.pt.", 30, 0, &alnum},
	{"pulumi-token", "pul-", 40, 40, &hexBytes},
	{"sentry-token", "sntrys_", 30, 0, &base64Bytes},
	{"age-key", "AGE-SECRET-KEY-1", 40, 0, &upperDigits},
	{"jwt", "eyJ", 20, 0, &dotted},
}

var shapesByFirst = indexShapes()

func indexShapes() (byFirst [256][]shape) {
	for _, sh := range shapes {
		byFirst[sh.prefix[0]] = append(byFirst[sh.prefix[0]], sh)
	}
	return byFirst
}

// end is where the token that starts at i ends, or 0 if it is none.
func (sh shape) end(s string, i int) int {
	from := i + len(sh.prefix)
	j := from
	for j < len(s) && sh.class[s[j]] {
		j++
	}
	for j > from && !isAlnum(s[j-1]) && s[j-1] != '=' {
		j-- // punctuation of the sentence around it
	}
	n := j - from
	if n < sh.least || sh.most > 0 && n > sh.most {
		return 0
	}
	if sh.rule == "jwt" && strings.Count(s[i:j], ".") < 1 || sh.rule == "sendgrid-key" && strings.Count(s[i:j], ".") != 2 {
		return 0
	}
	return j
}

// The bytes that tokens are made of.
var (
	upperDigits = class("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
	hexBytes    = class("0123456789abcdef")
	alnum       = class(letters + "0123456789")
	wordBytes   = class(letters + "0123456789_")
	dashed      = class(letters + "0123456789_-")
	dotted      = class(letters + "0123456789_-.")
	percented   = class(letters + "0123456789_-.%+/=")
	pathBytes   = class(letters + "0123456789_-/")
	base64Bytes = class(letters + "0123456789_-+/=")
)

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func class(bytes string) (in [256]bool) {
	for _, c := range []byte(bytes) {
		in[c] = true
	}
	return in
}

// privateKey looks at a dash that may open a PEM or PGP private key block. A block
// without an end is masked to the end of the text: half a key is a key.
func privateKey(s string, i int) (hit, bool) {
	const open = "-----BEGIN "
	if !strings.HasPrefix(s[i:], open) || i > 0 && s[i-1] == '-' {
		return hit{}, false
	}
	head := s[i+len(open) : min(len(s), i+len(open)+64)]
	name, _, ok := strings.Cut(head, "-----")
	if !ok || !strings.Contains(name, "PRIVATE KEY") {
		return hit{}, false
	}
	closing := "-----END " + name + "-----"
	if j := strings.Index(s[i:], closing); j >= 0 {
		return hit{i, i + j + len(closing), "private-key"}, true
	}
	return hit{i, len(s), "private-key"}, true
}

// telegramToken looks at the colon in 123456789:35 letters.
func telegramToken(s string, i int) (hit, bool) {
	start := i
	for start > 0 && i-start < 11 && isDigit(s[start-1]) {
		start--
	}
	end := i + 1
	for end < len(s) && end-i < 40 && dashed[s[end]] {
		end++
	}
	if i-start < 8 || i-start > 10 || end-i-1 < 34 || end-i-1 > 36 {
		return hit{}, false
	}
	return hit{start, end, "telegram-token"}, true
}
