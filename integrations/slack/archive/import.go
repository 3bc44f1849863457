package archive

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"baton/incident"
	"baton/integrations/slack/message"
	"baton/timeline"
)

// Import reads the chosen channels and records what they hold. What is recorded is durable when it returns, also when it
// returns an error: the same import again goes on where this one ended. The report is of what was read until then.
//
// One import at a time can use an archive. The error is a *ChoiceError where no channel was chosen; otherwise it is about the record or the context. What is
// broken in the export is in the report.
func (a *Archive) Import(ctx context.Context, rec *timeline.Recorder, o Options) (Report, error) {
	if err := o.check(); err != nil {
		return Report{}, err
	}
	groups, missing := a.choose(o)
	if missing != "" {
		counted, err := a.Count(ctx)
		if err != nil {
			return Report{}, err
		}
		return Report{}, &ChoiceError{Reason: missing, Path: a.path, Channels: counted}
	}
	run := &run{archive: a, rec: rec, o: o, pipeline: newPipeline(), faults: a.faults.clone()}
	err := run.all(ctx, groups)
	run.report.Users = a.people.Listed()
	run.report.Faults, run.report.MoreFaults = run.faults.list()
	if err != nil {
		return run.report, fmt.Errorf("import %s: %w", message.Label(a.path), err)
	}
	return run.report, nil
}

// run is one import on its way.
type run struct {
	archive  *Archive
	rec      *timeline.Recorder
	o        Options
	pipeline *pipeline
	faults   *faultList

	mu       sync.Mutex
	report   Report
	progress Progress
}

// atOnce is how many incidents are imported at a time, so that one is decoded while another waits for the disk.
const atOnce = 2

func (r *run) all(ctx context.Context, groups [][]*Channel) error {
	targets, err := r.prepare(ctx, groups)
	if err != nil {
		return err
	}
	r.progress.IncidentsTotal = len(targets)
	r.report.Incidents = make([]Imported, len(targets))
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(atOnce)
	for k, t := range targets {
		work.Go(func() error { return r.one(ctx, t, &r.report.Incidents[k]) })
	}
	return work.Wait()
}

// prepare finds or declares the incidents, in the order of their channels, so that references do not depend on luck.
func (r *run) prepare(ctx context.Context, groups [][]*Channel) ([]*target, error) {
	keys := make([]string, len(groups))
	for k, channels := range groups {
		keys[k] = declareKey(channels)
	}
	found, err := earlier(ctx, r.rec.Log(), keys)
	if err != nil {
		return nil, err
	}
	looked := r.look(groups)
	targets := looked[:0]
	for _, t := range looked {
		if t.first.IsZero() {
			if r.o.Each == "" {
				r.faults.add(t.channels[0].Name, "no message of it is in the chosen time")
			}
			continue
		}
		if err := t.settle(ctx, r.rec, r.o, found, r.archive.people); err != nil {
			return nil, err
		}
		if t.isNew {
			r.report.Added++
		}
		targets = append(targets, t)
		r.report.Channels += len(t.channels)
		for _, c := range t.channels {
			r.progress.FilesTotal += len(c.days)
		}
	}
	return targets, ctx.Err()
}

// look reads the edges of all channels, in parallel.
func (r *run) look(groups [][]*Channel) []*target {
	targets := make([]*target, len(groups))
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for k, channels := range groups {
		targets[k] = &target{channels: channels}
		for _, c := range channels {
			work.Go(func() error {
				c.look(r.period())
				return nil
			})
		}
	}
	_ = work.Wait() // looking has no errors
	for _, t := range targets {
		for _, c := range t.channels {
			if !c.first.IsZero() && (t.first.IsZero() || c.first.Before(t.first)) {
				t.first = c.first
			}
		}
	}
	return targets
}

func (r *run) period() period { return period{r.o.From, r.o.To} }

// one imports one incident.
func (r *run) one(ctx context.Context, t *target, into *Imported) error {
	counts := &Report{}
	w := newWriter(r.rec, t.ref, counts, r.faults)
	err := r.feed(ctx, t, counts, w)
	*into = Imported{
		Ref: t.ref, Title: t.title, Messages: counts.Messages, Added: counts.Added, Repeated: counts.Repeated, New: t.isNew,
	}
	if t.isNew {
		into.Added++
	}
	for _, c := range t.channels {
		into.Channels = append(into.Channels, c.Name)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.add(counts)
	r.progress.Incidents++
	r.tell()
	return err
}

// feed reads the files of a target day by day and hands what they hold, in order, to the writer.
func (r *run) feed(ctx context.Context, t *target, counts *Report, w *writer) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go w.run(ctx, cancel)
	s := message.NewScribe(origin, len(t.channels) > 1, r.o.signs())
	win := &window{conflict: func(m *message.Message) {
		r.faults.add(m.Channel.Name, "two messages have the ts %s and differ; one of them is kept", m.At)
	}}
	var today time.Time
	err := r.pipeline.run(ctx, r.jobs(t), func(j job, d *day) error {
		if j.file.day.After(today) {
			today = j.file.day
			if err := record(ctx, s, win.beforeDay(today), counts, w); err != nil {
				return err
			}
		}
		win.add(d)
		counts.Skipped += d.skipped
		r.step(d)
		return nil
	})
	if err == nil {
		err = record(ctx, s, win.rest(), counts, w)
	}
	if err == nil {
		err = w.put(ctx, s.Take(0))
	}
	counts.Repeats = win.repeated
	if failed := w.wait(); failed != nil {
		return failed
	}
	return err
}

// origin is the door that an import comes in by.
const origin incident.Origin = "archive"

// Bounds of a batch: large enough that the disk is seldom waited for, small enough to be held twice.
const (
	batchOrders = 8000
	batchBytes  = 8 << 20
)

func record(ctx context.Context, s *message.Scribe, messages []*message.Message, counts *Report, w *writer) error {
	for _, m := range messages {
		counts.count(m)
		s.Record(m)
		if orders, bytes := s.Size(); orders < batchOrders && bytes < batchBytes {
			continue
		}
		if err := w.put(ctx, s.Take(batchOrders+batchOrders/8)); err != nil {
			return err
		}
	}
	return nil
}

// jobs are the files of a target, oldest day first, and in a day by channel.
func (r *run) jobs(t *target) []job {
	var jobs []job
	for place, c := range t.channels {
		p := &reading{
			Translator: message.Translator{Channel: &c.Channel, People: r.archive.people, Names: r.archive.names, Capture: !r.o.NoCapture},
			chosen:     r.period(), faults: r.faults,
		}
		for _, f := range c.days {
			if r.period().mayHold(f.day) {
				jobs = append(jobs, job{place: place, file: f, read: func() *day { return p.day(f) }})
			}
		}
	}
	slices.SortStableFunc(jobs, func(x, y job) int { return x.file.day.Compare(y.file.day) })
	return jobs
}

// step tells of one more file.
func (r *run) step(d *day) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Files++
	r.progress.Messages += d.read
	r.tell()
}

func (r *run) tell() {
	if r.o.Progress != nil {
		r.o.Progress(r.progress)
	}
}
