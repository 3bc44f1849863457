package capture

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// ownMessages are written for this test, in the style of operations chat. Commands
// stand between ⟦ and ⟧, with their kind in front where it is not shell.
var ownMessages = []struct{ text, intent, ack string }{
	// advice to somebody
	{"tomasz: ⟦sudo apt-get install build-essential⟧", "instruct-other", ""},
	{"lena_, ⟦lspci -nn | grep VGA⟧ please", "instruct-other", ""},
	{"try ⟦sudo dpkg-reconfigure xserver-xorg⟧ and reboot", "instruct-other", ""},
	{"you need to run ⟦sudo update-grub⟧ after that", "instruct-other", ""},
	{"dave: open a terminal and type ⟦gksudo nautilus /usr/share⟧", "instruct-other", ""},
	{"just ⟦sudo rm /var/lib/dpkg/lock⟧, then ⟦sudo dpkg --configure -a⟧", "instruct-other", ""},
	{"can you run ⟦dmesg | tail -20⟧ and pastebin it", "instruct-other", ""},
	{"kim: what does \"⟦uname -r⟧\" say?", "question", ""},
	{"ok, now ⟦cd /etc/nginx/sites-enabled⟧ and look for the default one", "instruct-other", ""},
	{"run ⟦lsusb⟧ and tell me what you see", "instruct-other", ""},
	{"you can ⟦chmod +x install.sh⟧ and then ⟦./install.sh --prefix=/opt/app⟧", "instruct-other", ""},
	{"do a ⟦sudo fdisk -l⟧ first", "instruct-other", ""},
	{"use ⟦rsync -avz /srv/ backup:/srv/⟧ instead", "instruct-other", ""},
	{"add this to your sources: ⟦other:deb http://archive.example.org/debian stable main⟧", "instruct-other", ""},
	{"marek: ⟦sudo /etc/init.d/networking restart⟧", "instruct-other", ""},
	{"⟦cat /proc/cpuinfo | grep flags⟧ will tell you", "instruct-other", ""},
	{"you'd want ⟦knife node run_list add web1 'role[base]'⟧ for that", "instruct-other", ""},
	{"delete the node first (⟦knife node delete web1⟧), then bootstrap it again", "instruct-other", ""},
	{"jo: ⟦ps aux | grep apache⟧", "instruct-other", ""},
	{"please ⟦kubectl cordon node-17⟧ before you reboot it", "instruct-other", ""},
	// what was done
	{"i ran ⟦kubectl rollout restart deploy/importer⟧ at 14:02, pods are coming back", "report", ""},
	{"just did ⟦git pull⟧ on puppet3", "report", ""},
	{"⟦systemctl restart php8.2-fpm⟧ on mw151", "report", ""},
	{"[anna@mwtask1] ⟦sudo -u www-data php /srv/w/maintenance/run.php rebuildall --wiki=foowiki⟧ (END - exit=0)", "report", ""},
	{"root@db4:/var/lib/mysql# ⟦du -sh *⟧", "report", ""},
	{"restarted nginx on cp12", "report", ""},
	{"upgraded packages on mail2 and rebooted it", "report", ""},
	{"depool cp23", "report", ""},
	{"[ops@deploy1] finished deploy of {'world': True} to canary", "report", ""},
	{"when i do ⟦vagrant up⟧ it hangs at \"waiting for machine to boot\"", "report", ""},
	{"hm, ⟦bundle exec rake db:migrate⟧ fails with a missing column", "report", ""},
	{"after ⟦apt-get dist-upgrade⟧ my sound is gone", "report", ""},
	{"I tried ⟦mount -t cifs //nas/share /mnt⟧ but it says permission denied", "report", ""},
	{"⟦knife bootstrap 10.2.0.4 -x ubuntu --sudo⟧ gives me a 401", "report", ""},
	{"`⟦docker ps⟧` shows three exited containers and `⟦docker logs api⟧` is empty", "report", ""},
	{"Looking at `⟦kubectl get events -n prod⟧` we saw that all pods were evicted", "report", ""},
	{"We deleted the stuck pods with `⟦kubectl delete pod --force --grace-period=0 hub-0⟧`.", "report", ""},
	{"```\n$ ⟦df -h /data⟧\nFilesystem      Size  Used Avail Use% Mounted on\n/dev/sdb1       2.0T  2.0T   12K 100% /data\n```", "report", ""},
	{"mysql> ⟦sql:show processlist;⟧", "report", ""},
	{"ran ⟦sql:UPDATE users SET locked = 0 WHERE id = 411;⟧ on the primary", "report", ""},
	{"running ⟦chef-client⟧ on it a second time works", "report", ""},
	{"my ⟦crontab -l⟧ is empty on that box", "report", ""},
	// what is going to be done
	{"about to run `⟦sql:DELETE FROM sessions WHERE expires < now() - interval 7 day;⟧` on db2, objections?", "propose", ""},
	{"i'll ⟦helm rollback importer 41⟧ unless someone objects", "propose", ""},
	{"going to do a ⟦terraform apply -target=module.queue⟧ in a minute", "propose", ""},
	{"ok to run `⟦redis-cli -h cache2 flushall⟧`?", "propose", ""},
	{"```\n⟦kubectl -n prod scale deploy/api --replicas=12⟧\n⟦kubectl -n prod rollout status deploy/api⟧\n```", "propose", ""},
	{"next: `⟦kafka-topics.sh --bootstrap-server k1:9092 --alter --topic imports --partitions 24⟧`", "propose", ""},
	{"let me ⟦tail -f /var/log/syslog⟧ while you restart it", "propose", ""},
	{"proposal: `⟦iptables -A INPUT -s 203.0.113.7 -j DROP⟧` on both edges", "propose", ""},
	// questions
	{"is there a way to make ⟦knife ssh⟧ use the internal address?", "question", ""},
	{"did you ⟦sudo modprobe snd-hda-intel⟧?", "question", ""},
	{"what does ⟦git rebase -i⟧ do again?", "question", ""},
	{"how do i get ⟦knife ec2 server list⟧ to show the region?", "question", ""},
	{"does ⟦apt-get autoremove⟧ delete old kernels?", "question", ""},
	{"w/ ⟦vagrant provision⟧?", "question", ""},
	// talk about commands
	{"berks is for that, it does what ⟦knife cookbook site install⟧ did", "mention", ""},
	{"that flag comes from ⟦git commit --amend⟧", "mention", ""},
	{"Slack form: `⟦kubectl get pods -n prod &amp;&amp; kubectl top nodes⟧`", "propose", ""},
	{"`⟦kubectl delete pod &lt;pod-name&gt;⟧` is what the playbook says", "mention", ""},
	{"see the playbook, it ends with “⟦systemctl daemon-reload⟧”", "mention", ""},
	// consoles, bots, configuration
	{"127.0.0.1:6379> ⟦other:CONFIG GET maxmemory⟧", "report", ""},
	{"shop=# ⟦sql:select count(*) from carts;⟧", "report", ""},
	{"⟦other:!deploy api production⟧", "report", ""},
	{"⟦other:/incident declare imports are stuck⟧", "report", ""},
	{"put ⟦other:*/5 * * * * /usr/local/bin/check-queue⟧ into the crontab", "instruct-other", ""},
	{"lee: ⟦other:vm.swappiness=10⟧", "instruct-other", ""},
	{"MariaDB [wiki]> ⟦sql:drop table oldcache;⟧", "report", ""},
	// none
	{"i can find it in the log, no make or build problem here", "-", ""},
	{"we use git and docker for everything, chef only on the old boxes", "-", ""},
	{"restart mysql on db2 please", "-", ""},
	{"top of the hour is fine, who is on call?", "-", ""},
	{"look at /etc/hosts and /var/log/messages", "-", ""},
	{"the file /etc/resolv.conf is written by dhclient", "-", ""},
	{"my kernel is 5.15.0-91-generic, nginx 1.18", "-", ""},
	{"node['nginx']['port'] should be an attribute", "-", ""},
	{"service \"nginx\" do\n  action :restart\nend", "-", ""},
	{"`worker_connections` is too low and `importer-7` is `Pending`", "-", ""},
	{"https://example.org/docs/kubectl-apply?x=git+push", "-", ""},
	{"2024-01-04 13:05:11 ERROR worker: cat /proc/1/fd: too many open files", "output", ""},
	{"E: Could not get lock /var/lib/dpkg/lock - open (11: Resource temporarily unavailable)", "output", ""},
	{"FATAL: password authentication failed for user \"app\"", "output", ""},
	{"diff --git a/main.go b/main.go\n--- a/main.go\n+++ b/main.go\n@@ -1 +1 @@\n-git push\n+git pull", "-", ""},
	{"the puppet run failed on three hosts", "-", ""},
	{"kubectl is not installed there", "-", ""},
	{"is vagrant any good? i only know docker", "-", ""},
	{"let me kill the old workers and start new ones", "propose", ""},
	{"less noise please, more facts", "-", ""},
	{"who can help me test this in an hour", "-", ""},
	{"it takes time to sort out which host is which", "-", ""},
	{"use apt or synaptic, either is ok", "-", ""},
	{"that's chef-server 11 with knife 10", "-", ""},
	{"the date on mw2 is wrong, ntp is down", "-", ""},
	{"I had to patch the driver and install it from source", "-", ""},
	{"graphs look ok, lag 40s and falling :)", "-", ""},
	{"could you watch the dashboards while I screen the tickets", "-", ""},
	{"pods in CrashLoopBackOff: api-7, api-9", "-", ""},
	{"Terminating and \"connection refused\" all over the place", "-", ""},
	{"has anyone seen 'no space left on device' on cp3?", "-", ""},
	{"import os; print(os.getcwd())", "-", ""},
	{">>> import socket", "-", ""},
	{"include_recipe \"apt\" before package \"php\"", "-", ""},
	{"# Deployment notes", "-", ""},
	{"$5 says it is DNS", "-", ""},
	{"select all, then delete from the menu", "-", ""},
	{"update the set of hosts; drop the table from the doc", "-", ""},
	{"make sure the go routines end", "-", ""},
	{"ls is fine, it's du that is slow", "-", ""},
	{"time to cut the release and join the call", "-", ""},
	{"1. talk to sales 2. write the update", "-", ""},
	{"the rm in that script is scary", "-", ""},
	// harder: the ways people really write
	{"hit alt+f2 and type ⟦gksu gedit /etc/apt/sources.list⟧", "instruct-other", ""},
	{"pavel: ⟦sudo killall gnome-panel⟧", "instruct-other", ""},
	{"you could always ⟦man chmod⟧", "instruct-other", ""},
	{"Ruud: see ⟦man 5 crontab⟧", "instruct-other", ""},
	{"⟦lsmod | grep nvidia⟧ shows nothing here", "report", ""},
	{"i get that when i ⟦sudo apt-get update⟧", "report", ""},
	{"what's the output of ⟦sudo lshw -C network⟧?", "question", ""},
	{"ok so I did ⟦sudo aptitude install php5-mysql⟧ and ⟦sudo /etc/init.d/apache2 restart⟧ but phpinfo shows nothing", "report", ""},
	{"Ana: ⟦sudo mkdir /mnt/usb && sudo mount /dev/sdb1 /mnt/usb⟧", "instruct-other", ""},
	{"do ⟦ls -l /dev/dvd⟧ and paste the result", "instruct-other", ""},
	{"⟦ssh -X lab@10.0.0.8⟧ works fine, the display is the problem", "report", ""},
	{"boot into recovery, drop to a root shell and ⟦passwd yourname⟧", "instruct-other", ""},
	{"does ⟦glxinfo | grep direct⟧ say yes?", "question", ""},
	{"⟦export RAILS_ENV=production⟧ before you start it", "instruct-other", ""},
	{"I think ⟦sudo service network-manager restart⟧ should do it", "instruct-other", ""},
	{"it is in the man page", "-", ""},
	{"sudo is not needed there", "-", ""},
	{"you need sudo for that, or be in the admin group", "-", ""},
	{"apt-get is the tool you want, see the wiki", "-", ""},
	{"i use vim, some people like nano", "-", ""},
	{"have you tried wine or virtualbox?", "-", ""},
	{"the mount point is /media/cdrom", "-", ""},
	{"my fstab has /dev/sda5 on /home", "-", ""},
	{"Is ssh running on that host?", "-", ""},
	{"which version of ubuntu are you running?", "-", ""},
	{"do you run apache or nginx?", "-", ""},
	{"running ubuntu 10.04 on a dell", "-", ""},
	{"run the installer from the cd", "-", ""},
	{"type your password when it asks", "-", ""},
	{"you can install it with synaptic", "-", ""},
	{"just reboot and it should be ok", "-", ""},
	{"open the file in gedit and save it", "-", ""},
	{"try a different kernel", "-", ""},
	{"try google", "-", ""},
	{"I ran into the same thing with puppet", "-", ""},
	{"the install command is in the readme", "-", ""},
	{"do you have ntfs-3g installed?", "-", ""},
	{"it's apt not yum", "-", ""},
	{"the chef run on that node takes 20 minutes", "-", ""},
	{"i have chef-client as a daemon, every 30 minutes", "-", ""},
	{"chef-client 11.4.0 on centos 6", "-", ""},
	{"does chef-solo support search now?", "-", ""},
	{"you need to add it to the run_list and converge", "-", ""},
	{"my knife.rb has chef_server_url set", "-", ""},
	{"knife is configured for another org", "-", ""},
	{"the berksfile points at git@github.com:acme/base.git", "-", ""},
	{"cookbook 'nginx', '~> 1.4'", "-", ""},
	{"execute 'reload' do\n  command 'systemctl reload x'\nend", "-", ""},
	{"not_if { File.exists?('/etc/foo') }", "-", ""},
	{"bootstrapping from knife works, but the gem is old", "-", ""},
	{"⟦knife search node 'role:web AND chef_environment:prod' -i⟧", "report", ""},
	{"so ⟦knife search node role:web⟧ finds it but the recipe does not", "report", ""},
	{"⟦sudo chef-client -o 'recipe[base::users]'⟧ would run only that", "mention", ""},
	{"run ⟦chef-solo -c solo.rb -j node.json⟧ by hand", "instruct-other", ""},
	{"what do you get from ⟦ohai | grep ipaddress⟧?", "question", ""},
	{"I did a ⟦bundle update⟧ and now ⟦foodcritic .⟧ breaks", "report", ""},
	{"⟦curl -L https://example.org/install.sh | sudo bash⟧", "report", ""},
	{"upload it with ⟦knife cookbook upload base -o site-cookbooks⟧", "instruct-other", ""},
	{"after ⟦vagrant destroy -f && vagrant up⟧ it works again", "report", ""},
	{"lars: ⟦rvm use 1.9.3⟧ then ⟦gem install chef --no-ri --no-rdoc⟧", "instruct-other", ""},
	{"or ⟦kitchen converge default-ubuntu-1204⟧ if you use test-kitchen", "instruct-other", ""},
	{"I'm seeing it with ⟦chef-client -l debug⟧ too", "report", ""},
	{"ran ⟦rake spec⟧, 3 failures", "report", ""},
	{"the docs say ⟦gem install knife-ec2⟧", "mention", ""},
	{"is there anything like ⟦knife status⟧ for solo?", "question", ""},
	{"it did not restart after ⟦service nginx reload⟧", "report", ""},
	{"⟦knife ssh 'name:web*' 'sudo chef-client'⟧ is what we use", "mention", ""},
	{"then ⟦tar xzf chef-11.tar.gz⟧ and ⟦cd chef-11⟧", "instruct-other", ""},
	{"⟦wget http://example.org/pkg.deb⟧ and ⟦dpkg -i pkg.deb⟧", "instruct-other", ""},
	{"we scaled it with `⟦kubectl scale deployment/binder --replicas=3⟧` and the queue drained", "report", ""},
	{"The `hub` pod was restarted and `user-scheduler` came back.", "report", ""},
	{"Ran `⟦gcloud container clusters upgrade prod --master⟧`, took 12 minutes", "report", ""},
	{"Cordoned the node with `⟦kubectl cordon gke-prod-a1⟧` and deleted its pods", "report", ""},
	{"⟦sudo -u www-data php /srv/w/maintenance/sql.php --wiki=barwiki drop.sql⟧ on jobrunner2", "report", ""},
	{"⟦rm -rf /srv/tmp/*⟧ on mw3 to free space", "report", ""},
	{"⟦git fetch && git rebase origin/master⟧ on deploy1", "report", ""},
	{"creating user \"exporter\" on db7", "report", ""},
	{"[root@puppet2 manifests]# ⟦puppet cert clean mw9.example.org⟧", "report", ""},
	// where a command begins and ends
	{"then i do ⟦cd /opt/app; ./bin/start⟧ and it dies", "report", ""},
	{"(⟦sudo apt-get install gparted⟧)", "instruct-other", ""},
	{"⟦find / -name '*.log' -size +1G 2>/dev/null | xargs ls -lh⟧", "report", ""},
	{"mike_: ⟦sudo ln -s /usr/bin/nodejs /usr/bin/node⟧, that's all", "instruct-other", ""},
	{"try \"⟦sudo apt-get -f install⟧\" and if that fails \"⟦sudo dpkg -P foo⟧\"", "instruct-other", ""},
	{"what about ⟦grep -r TODO .⟧ ?", "question", ""},
	{"vera: no, ⟦sudo chown -R vera:vera ~/.config⟧", "instruct-other", ""},
	{"it says to run '⟦apt-get -f install⟧' but that removes half my system", "report", ""},
	{"⟦ps auxww | grep [c]hef⟧ gives nothing", "report", ""},
	{"after a ⟦git pull⟧ and ⟦knife cookbook upload -a⟧ it is still the old version", "report", ""},
	{"if you ⟦apt-cache policy nginx⟧ you see both versions", "instruct-other", ""},
	{"⟦echo 3 > /proc/sys/vm/drop_caches⟧ on db2", "report", ""},
	{"I typed ⟦fdisk -l⟧ and got nothing", "report", ""},
	{"lo: ⟦for i in 1 2 3; do ssh web$i uptime; done⟧", "instruct-other", ""},
	{"⟦docker run -d -p 8080:80 --name web nginx:1.25⟧ worked for me", "report", ""},
	{"is it ⟦chef-client -E prod⟧ or ⟦chef-client --environment prod⟧?", "question", ""},
	{"⟦kubectl exec -it api-0 -- sh⟧ then ⟦curl -s localhost:8080/healthz⟧", "instruct-other", ""},
	{"could be that ⟦update-rc.d nginx defaults⟧ was never run", "mention", ""},
	{"⟦knife role from file roles/web.rb⟧ and then run ⟦chef-client⟧ on the node", "instruct-other", ""},
	{"before that, ⟦mysqldump -u root -p wiki > wiki.sql⟧", "instruct-other", ""},
	{"⟦sudo tail -n 50 /var/log/auth.log⟧ please", "instruct-other", ""},
	{"just delete it: ⟦rm -r ~/.gnome2⟧", "instruct-other", ""},
	{"did ⟦sudo modprobe -r b43⟧ and ⟦sudo modprobe wl⟧, wifi is back", "report", ""},
	{"```\nanna@db2:~$ ⟦uptime⟧\n 13:01:22 up 41 days, load average: 61.20\nanna@db2:~$ ⟦iostat -x 1 3⟧\nLinux 5.15\n```", "report", ""},
	{"```\n⟦sql:SELECT pid, state, query\nFROM pg_stat_activity\nWHERE state <> 'idle';⟧\n```", "propose", ""},
	{"Then on the primary:\n```\n⟦systemctl stop postgresql⟧\n⟦pg_ctl promote -D /data⟧\n```\nand tell me when done", "instruct-other", ""},
	{"we saw it with `⟦strace -p 4121⟧`, it waits in `futex`", "report", ""},
	{"`⟦gcloud compute instances list --filter=\"name~gke\"⟧` is fine, `NodeNotReady` is not", "report", ""},
	{"The deploy script calls `⟦helm upgrade --install hub ./chart -f prod.yaml⟧` with `--wait`", "mention", ""},
	{"set `replicas: 3` in `values.yaml` and merged it", "-", ""},
	{"the `nginx` pod on `node-3` uses `hostNetwork`", "-", ""},
	{"error was `dial tcp 10.0.0.1:443: connect: connection refused`", "-", ""},
	{"branch `fix/import-timeouts` has it, see `importer/client.go`", "-", ""},
	{"`DEBUG=true` is set in the env", "-", ""},
	{"status is `Ready,SchedulingDisabled`", "-", ""},
	{"the \"search index\" and \"find box\" are slow", "-", ""},
	{"he said \"make it work\" and left", "-", ""},
	{"it's in \"Applications > System Tools\"", "-", ""},
	{"the last line is \"cat: write error: No space left on device\"", "-", ""},
	{"'install' is the default action", "-", ""},
	{"do you mean 'chef-solo' or 'chef-client'?", "-", ""},
	{"I want my service to start before nginx", "-", ""},
	{"if node.chef_environment == 'prod' then include_recipe 'backup'", "-", ""},
	{"file '/etc/motd' do content 'hi' end", "-", ""},
	{"{ \"run_list\": [ \"recipe[git]\" ] }", "-", ""},
	{"puts Chef::Config[:node_name]", "-", ""},
	{"knife.rb, solo.rb and client.rb are different files", "-", ""},
	{"apt cookbook 2.3 needs chef 11", "-", ""},
	{"vagrant 1.4 with virtualbox 4.3 here", "-", ""},
	{"the git resource does not update submodules", "-", ""},
	{"you want the docker cookbook", "-", ""},
	{"is there a knife plugin for that?", "-", ""},
	{"the ubuntu box runs apache, mysql and php", "-", ""},
	{"I get a black screen after login", "-", ""},
	{"lol, yes, cat pictures", "-", ""},
	{"anyone know how to mount an iso?", "-", ""},
	{"how do i kill a process that does not want to die", "-", ""},
	{"ssh to the box and check the logs", "-", ""},
	{"my sources.list has the cdrom line first", "-", ""},
	{"you can find it under /usr/share/doc", "-", ""},
	{"yes it is in /etc/init.d", "-", ""},
	{"the network manager applet in gnome shows it", "-", ""},
	{"that would be python 2.7 or php 5", "-", ""},
	// answers
	{"lgtm, go ahead", "-", "yes"},
	{"+1", "-", "yes"},
	{"👍", "-", "yes"},
	{":+1:", "-", "yes"},
	{"do it", "-", "yes"},
	{"lena: ship it", "-", "yes"},
	{"yes please", "-", "yes"},
	{"Looks good to me!", "-", "yes"},
	{"no, don't", "-", "veto"},
	{"wait", "-", "veto"},
	{"hold on, replica 2 is still behind", "-", "veto"},
	{"please don't run that on the primary", "-", "veto"},
	{"stop!", "-", "veto"},
	{"yup", "-", "ctx"},
	{"ok", "-", "ctx"},
	{"yeah, that was me", "-", "no"},
	{"wait, what?", "-", "no"},
	{"do it the way we did last year with the whole team on the call", "-", "no"},
	{"stop using that host for tests", "-", "no"},
	{"I would go ahead and order lunch", "-", "no"},
}

// label turns a marked text into what the labelled set has.
func label(marked, intent, ack string) labelled {
	m := labelled{ID: marked, Intent: intent, Ack: ack, Sure: true}
	if ack == "" {
		m.Ack = "no"
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(marked, "⟦")
		b.WriteString(before)
		if !ok {
			break
		}
		command, after, _ := strings.Cut(rest, "⟧")
		kind := "shell"
		for _, k := range []string{"sql", "other"} {
			if cut, ok := strings.CutPrefix(command, k+":"); ok {
				kind, command = k, cut
			}
		}
		start := utf8.RuneCountInString(b.String())
		b.WriteString(command)
		m.Spans = append(m.Spans, struct {
			Start, End int
			Kind       string
		}{start, utf8.RuneCountInString(b.String()), kind})
		marked = after
	}
	m.Text, m.Command = b.String(), len(m.Spans) > 0
	return m
}

func TestOwnMessages(t *testing.T) {
	var all tally
	for _, o := range ownMessages {
		m := label(o.text, o.intent, o.ack)
		if wrong := all.score(m); wrong != "" {
			t.Logf("%s\n   %s\n   got %+v", wrong, o.text, Scan(m.Text).Commands)
		}
	}
	all.report(t, "own")
	n := float64(all.messages)
	if all.message() < 0.98 || all.span() < 0.97 || all.kindsRight < all.kinds || float64(all.intents)/n < 0.93 || float64(all.acks)/n < 0.99 {
		t.Error("under the floor")
	}
}
