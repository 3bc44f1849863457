package archive

import (
	"context"
	"runtime"

	"golang.org/x/sync/semaphore"
)

// job is one file to read.
type job struct {
	place int // of whom it is, for the one who takes the result
	file  dayFile
	read  func() *day
}

// pipeline reads files in parallel, ahead of the one who takes the results in order. What is read ahead is bounded by
// the size of the files, so that memory is too.
type pipeline struct {
	ahead *semaphore.Weighted // bytes
	cpus  chan struct{}
}

const readAhead = 24 << 20

func newPipeline() *pipeline {
	return &pipeline{ahead: semaphore.NewWeighted(readAhead), cpus: make(chan struct{}, runtime.GOMAXPROCS(0))}
}

// started is a job on its way.
type started struct {
	job
	weight int64
	result chan *day
}

// run reads the jobs' files and gives each result to take, in the order of the jobs. It ends with take's error or the
// context's.
func (p *pipeline) run(ctx context.Context, jobs []job, take func(job, *day) error) error {
	ctx, cancel := context.WithCancel(ctx)
	queue := make(chan started, 256)
	go p.start(ctx, jobs, queue)
	var err error
	for s := range queue {
		d := <-s.result
		if err == nil {
			if err = take(s.job, d); err == nil {
				err = ctx.Err()
			}
		}
		p.ahead.Release(s.weight)
		if err != nil {
			cancel()
		}
	}
	if err == nil {
		err = ctx.Err()
	}
	cancel()
	return err
}

// start reads as far ahead as the bound allows.
func (p *pipeline) start(ctx context.Context, jobs []job, queue chan<- started) {
	defer close(queue)
	for _, j := range jobs {
		s := started{job: j, weight: min(max(j.file.size, 4096), readAhead), result: make(chan *day, 1)}
		if p.ahead.Acquire(ctx, s.weight) != nil {
			return
		}
		queue <- s
		go func() {
			p.cpus <- struct{}{}
			s.result <- j.read()
			<-p.cpus
		}()
	}
}
