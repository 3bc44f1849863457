package archive

import (
	"errors"
	"path"
	"slices"
	"strings"
	"time"

	"baton/integrations/slack/message"
)

// The files at the top of an export that name its conversations, the best known first.
var indexFiles = []string{"channels.json", "groups.json", "mpims.json", "dms.json"}

// otherFiles stand at the top too and hold no messages.
var otherFiles = []string{
	"users.json", "org_users.json", "integration_logs.json", "canvases.json", "file_conversations.json", "huddle_transcripts.json",
	"lists.json", "workspace.json", "external.json",
}

// layout is which file of an export is what.
type layout struct {
	named map[string]sourceFile // by the name at the top, such as users.json
	// folders are the day files of each conversation, by its folder, oldest first.
	folders map[string][]dayFile
}

// dayFile is a file of messages. day is midnight UTC of its date; zero for a dump, which is not split by days.
type dayFile struct {
	sourceFile
	day time.Time
}

// lay sorts the files of a source.
func lay(files []sourceFile, faults *faultList) (layout, error) {
	slices.SortStableFunc(files, func(a, b sourceFile) int { return strings.Compare(a.path, b.path) })
	l := layout{named: map[string]sourceFile{}, folders: map[string][]dayFile{}}
	top, ok := findTop(files)
	if !ok {
		return l, errors.New("it holds no export of Slack: neither channels.json nor a folder with files such as 2023-01-04.json")
	}
	for _, f := range files {
		rel, inside := strings.CutPrefix(f.path, top)
		if !inside {
			faults.add(f.path, "it lies beside the export, it is not read")
			continue
		}
		l.place(rel, f, faults)
	}
	return l, nil
}

func (l *layout) place(rel string, f sourceFile, faults *faultList) {
	folder, name := path.Split(rel)
	folder = strings.TrimSuffix(folder, "/")
	day, isDay := dayOf(name)
	switch {
	case folder == "" && (slices.Contains(indexFiles, name) || slices.Contains(otherFiles, name)):
		l.named[name] = f
	case folder == "" && isDump(name):
		id := strings.TrimSuffix(name, ".json")
		l.folders[id] = append(l.folders[id], dayFile{sourceFile: f})
	case attachments(folder):
	case strings.Contains(folder, "/"):
		faults.add(f.path, "it lies deeper than the folder of a channel, it is not read")
	case folder != "" && isDay:
		l.folders[folder] = append(l.folders[folder], dayFile{f, day})
	case folder != "" && strings.HasPrefix(name, "canvas"):
	default:
		faults.add(f.path, "its name is none that an export has, it is not read")
	}
}

// findTop finds the folder that the export lies in, with a slash at its end: people pack the folder, not its files.
func findTop(files []sourceFile) (top string, ok bool) {
	best := ""
	for _, f := range files {
		folder, name := path.Split(f.path)
		_, isDay := dayOf(name)
		switch {
		case slices.Contains(indexFiles, name), name == "users.json", isDump(name):
		case isDay && folder != "":
			folder, _ = path.Split(strings.TrimSuffix(folder, "/"))
		default:
			continue
		}
		if !ok || strings.Count(folder, "/") < strings.Count(best, "/") {
			best, ok = folder, true
		}
	}
	return best, ok
}

// dayOf reads the date in the name of a day file.
func dayOf(name string) (time.Time, bool) {
	day, err := time.Parse("2006-01-02.json", name)
	return day, err == nil
}

// isDump tells the files of slackdump's dump form: the id of a conversation.
func isDump(name string) bool {
	id, ok := strings.CutSuffix(name, ".json")
	return ok && len(id) > 7 && strings.IndexByte("CDG", id[0]) >= 0 && message.IsID(id)
}
