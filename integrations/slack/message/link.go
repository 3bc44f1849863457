package message

import (
	"net/url"
	"regexp"
	"strings"
	"sync"

	"baton/incident"
)

// links adds the dashboards and pull requests that a line links to, each address once a message.
func (r *noteReader) links(line string) {
	for rest := line; ; {
		before, after, found := strings.Cut(rest, "://")
		if !found {
			return
		}
		scheme := schemeOf(before)
		end := strings.IndexAny(after, " \t<>\"`|")
		if end < 0 {
			end = len(after)
		}
		rest = after[end:]
		if scheme == "" || strings.HasSuffix(before, "`"+scheme) {
			continue
		}
		address := scheme + "://" + withoutPunctuation(after[:end])
		if title := r.signs.linkTitle(address); title != "" && r.places[address] == 0 {
			r.places[address]++
			r.add(linked, incident.AddLink{URL: address, Title: title})
		}
	}
}

func schemeOf(before string) string {
	for _, scheme := range []string{"https", "http"} {
		if len(before) >= len(scheme) && strings.EqualFold(before[len(before)-len(scheme):], scheme) {
			return before[len(before)-len(scheme):]
		}
	}
	return ""
}

// withoutPunctuation takes away what ends a sentence rather than an address.
func withoutPunctuation(address string) string {
	for {
		short := strings.TrimRight(address, ".,;:!?*_'")
		if strings.HasSuffix(short, ")") && strings.Count(short, "(") < strings.Count(short, ")") {
			short = short[:len(short)-1]
		}
		if short == address {
			return address
		}
		address = short
	}
}

// maxAddress is what the record takes as one link, in characters; a mark of something masked breaks an address.
const maxAddress = 2000

// linkTitle says what an address is, such as "Grafana dashboard" or "pull request acme/hub#12"; "" for nothing that is
// kept.
func (s *Signs) linkTitle(address string) string {
	if len(address) > maxAddress || strings.Contains(address, "[redacted") {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if title := s.hostTitle(host); title != "" {
		return title
	}
	if title := changeTitle(u.Path); title != "" {
		return title
	}
	if name := dashboard(host, u.Path); name != "" {
		return name + " dashboard"
	}
	return ""
}

var (
	pullRequest  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^/([\w.-]+/[\w.-]+)/pulls?/(\d+)(?:/|$)`) })
	mergeRequest = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^/([\w.-]+(?:/[\w.-]+)+?)(?:/-)?/merge_requests/(\d+)(?:/|$)`)
	})
	bitbucket = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^/(?:projects/)?([\w.~-]+(?:/repos)?/[\w.-]+)/pull-requests/(\d+)(?:/|$)`)
	})
)

// changeTitle reads the paths of GitHub, GitLab and Bitbucket, on whatever host they are.
func changeTitle(path string) string {
	if m := pullRequest().FindStringSubmatch(path); m != nil {
		return "pull request " + m[1] + "#" + m[2]
	}
	if m := mergeRequest().FindStringSubmatch(path); m != nil {
		return "merge request " + m[1] + "!" + m[2]
	}
	if m := bitbucket().FindStringSubmatch(path); m != nil {
		return "pull request " + m[1] + "#" + m[2]
	}
	return ""
}

// dashboards are services that show how a system is, by a label of their host, or by the end of it where there is a dot.
var dashboards = [...]struct{ host, name string }{
	{"grafana", "Grafana"},
	{"kibana", "Kibana"},
	{"prometheus", "Prometheus"},
	{"alertmanager", "Alertmanager"},
	{"jaeger", "Jaeger"},
	{"splunk", "Splunk"},
	{"splunkcloud.com", "Splunk"},
	{"signalfx.com", "Splunk"},
	{"datadoghq.com", "Datadog"},
	{"datadoghq.eu", "Datadog"},
	{"newrelic.com", "New Relic"},
	{"honeycomb.io", "Honeycomb"},
	{"sentry.io", "Sentry"},
	{"lightstep.com", "Lightstep"},
	{"chronosphere.io", "Chronosphere"},
	{"dynatrace.com", "Dynatrace"},
}

// dashboardPaths are those that have a path of their own on any host.
var dashboardPaths = [...]struct{ path, name string }{
	{"/grafana/", "Grafana"},
	{"/app/kibana", "Kibana"},
	{"/app/discover", "Kibana"},
	{"/app/dashboards", "Kibana"},
	{"/_dashboards/", "OpenSearch"},
	{"/cloudwatch/", "CloudWatch"},
}

// dashboard is the service that an address belongs to, or "".
func dashboard(host, path string) string {
	for _, d := range dashboards {
		whole := strings.Contains(d.host, ".")
		if whole && (host == d.host || strings.HasSuffix(host, "."+d.host)) || !whole && hasLabel(host, d.host) {
			return d.name
		}
	}
	for _, d := range dashboardPaths {
		if strings.Contains(path+"/", d.path) {
			return d.name
		}
	}
	return ""
}

// hasLabel tells whether a label of a host is a word, or begins or ends with it and a dash: grafana-eu.corp.example.
func hasLabel(host, word string) bool {
	for label := range strings.SplitSeq(host, ".") {
		if label == word || strings.HasPrefix(label, word+"-") || strings.HasSuffix(label, "-"+word) {
			return true
		}
	}
	return false
}
