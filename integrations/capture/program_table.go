package capture

// programTable: names, traits (see traitLetters), how many plain words may follow
// the subcommand in a sentence, subcommands. A program with subcommands needs one
// of them, or a flag, to count in a sentence.
const programTable = `
sudo,gksudo,gksu,kdesu,kdesudo,doas,pkexec X
env,nohup,nice,ionice,setsid,stdbuf,strace,ltrace,xargs,unbuffer,setarch,taskset,proxychains,fakeroot,chrt,torsocks X
time,timeout,watch,exec,parallel,command,eval,builtin XE
for,while,until,if,case,function ES
ls BP
ll,dir BE
cd P
pwd,whoami,id,hostname,uname,uptime,dmesg,lsmod,lspci,lsusb,lshw,lsblk,lscpu,lsof,lsattr,lsb_release,lsdvd,blkid,ifconfig,iwconfig,iwlist,netstat,ss,arp,route,vmstat,iostat,mpstat,pidstat,sar,iotop,iftop,nethogs,htop,atop,dstat,nproc,arch,tty,glxinfo,glxgears,xrandr,xev,alsamixer,sensors,dmidecode,hwinfo,inxi,acpi,upower,startx,visudo,getenforce,ulimit,jobs,printenv,slabtop,numastat,nvidia-smi,mtr,ntpq,sync,cfdisk,testdisk,update-grub,update-grub2,update-initramfs,grub-mkconfig,ldconfig,depmod,partprobe,udevadm,tasksel,memtester,mcelog,powertop,rfkill,dhclient,pppoeconf,gparted,nvidia-settings,winecfg,regedit,nvidia-xconfig,jockey-gtk,update-manager,update-ca-certificates,do-release-upgrade,unattended-upgrade,needrestart B
top,who,w,last,free,df,du,env,set,mount,umount,history,date,reboot,shutdown,halt,poweroff,logout,exit,fsck,screen,tmux,tree,users,groups,finger,crontab,locale,clear,reset,jps,jstat,jmap EBP
du,df,umount,fdisk,sfdisk,parted,mkswap,swapon,swapoff,fsck.ext4,e2fsck,mkfs,mkfs.ext4,mkfs.xfs,resize2fs,xfs_growfs,tune2fs,dumpe2fs,hdparm,smartctl,badblocks,losetup,growpart BP
cat,rm,cp,mv,mkdir,rmdir,chmod,chown,chgrp,ln,touch,less,head,tail,vi,vim,nano,gedit,emacs,pico,kate,leafpad,mousepad,ed,grep,egrep,fgrep,zgrep,zcat,rg,ag,ack,wc,sort,uniq,tac,stat,readlink,realpath,basename,dirname,shred,truncate,tee,diff,cmp,md5sum,sha1sum,sha256sum,strings,hexdump,xxd,od,source,find,locate,updatedb,rsync,scp,sftp,tar,gzip,gunzip,bzip2,bunzip2,xz,unxz,zip,unzip,unrar,7z,zstd,split,setfacl,getfacl,chattr,restorecon,chcon,semanage,gpg,pv,dd,mkfifo,mknod,install,patch,mount,exportfs,file,insserv,paste,more P
cat,less,head,tail,more,touch,find,locate,sort,split,install,patch,file,source,strings,ack,tee,shred,stat,truncate,paste,mount,diff,emacs,vim,vi,nano,grep,tar,rsync,gedit,gpg,dd,zip EP
chroot PW
sed,awk,gawk,mawk,perl,tr,cut,join,column,jq,yq,xmllint,nl,fold,fmt,expand,rev,seq,printf,echo,yes,test,expr,bc,factor,look,comm E
echo,printf EWQ
kill EW
killall,pkill,pgrep,pidof,renice,skill W
nc,ncat,netcat,socat,telnet,ping,ping6,traceroute,tracepath,dig,nslookup,host,whois,curl,wget,lynx,links,w3m,nmap,tcpdump,tshark,ngrep,ethtool,arping,ssh,mosh,sshpass,ssh-copy-id,ssh-add,ssh-keygen,ssh-keyscan,autossh,ab,wrk,hey,siege,iperf,iperf3,openssl,rsh,ftp,lftp,tftp,aria2c,httpie,fping,grpcurl,websocat,vegeta,k6,nfsstat,showmount,rpcinfo,smbclient,mii-tool,brctl,vconfig,tc,conntrack,ipset,ebtables,nft,iptables,ip6tables,iptables-save,iptables-restore,ipvsadm,wg,wg-quick,swaks,mail,sendmail,mailq,postqueue,postsuper,postmap,newaliases,exim4 
host,links,hey,mail,ab,ping,telnet,ssh,curl,wget,ftp,dig,nmap,nc,iptables,openssl,tcpdump,sendmail,ack,k6,mosh,mail,tc,look,siege E
ip E 4: a~ addr~ address~ r~ route~ link~ l~ neigh n~ netns rule~ tunnel~ maddr
dpkg,rpm E
dpkg-reconfigure,dpkg-query,dpkg-divert,debconf-set-selections,modprobe,rmmod,insmod,modinfo,apt-key,add-apt-repository,apt-add-repository,apt-file,apt-mark,adduser,useradd,usermod,userdel,deluser,groupadd,groupdel,gpasswd,addgroup,chsh,chage,passwd,su,getent,chkconfig,invoke-rc.d,rcconf,update-rc.d,update-alternatives,sysv-rc-conf,initctl,a2enmod,a2dismod,a2ensite,a2dissite,a2enconf,php5enmod,phpenmod,phpdismod,rndc,man,apropos,whatis,info,which,whereis,export,alias,unset,unalias,setenforce,setsebool,module-assistant,gconftool-2,gsettings,dconf,xdg-open,xdg-mime,fuser,lpadmin,xinput,setxkbmap,xmodmap,kpartx,cryptsetup,dmsetup,mdadm,zfs,zpool,btrfs,lvs,vgs,pvs,lvdisplay,vgdisplay,pvdisplay,lvextend,lvcreate,lvremove,vgextend,vgcreate,pvcreate,pvresize,lvresize W
man,info,which,export,alias,su,zfs,btrfs,apropos,mdadm,getent,service EW
apt-get 8: install remove purge update! upgrade! dist-upgrade! autoremove! autoclean! clean! source~ build-dep check! download reinstall moo!
apt E 8: install remove purge update! upgrade! dist-upgrade! full-upgrade! autoremove! autoclean! clean! list~ search~ show policy~ edit-sources
aptitude E 8: install remove purge update! upgrade! safe-upgrade! full-upgrade! dist-upgrade! search show reinstall why why-not hold
apt-cache 8: search policy show showpkg depends rdepends madison stats!
yum E 8: install remove update! upgrade! erase localinstall groupinstall clean! makecache! search list~ info~ provides repolist! check-update! history~ downgrade reinstall
dnf,microdnf,tdnf,zypper E 8: install in remove rm update! up upgrade! erase search se list info provides repolist! clean! makecache! refresh! ref! dup! history module downgrade
apk E 8: add del update! upgrade! info search fix
pacman,yay,paru E
emerge EW
snap,flatpak E 6: install remove refresh~ list~ info~ search~ update~ run~
brew,port E 6: install uninstall upgrade! update! tap untap services~ link~ unlink doctor! search~ info~ cleanup list~ reinstall edit pin
choco,winget,scoop E 6: install uninstall upgrade list search
nix-env,nix-build,nix-shell,nixos-rebuild,guix W
pip,pip2,pip3,pipx,pipenv,poetry,conda,mamba,uv E 6: install uninstall freeze list~ show~ download~ wheel lock~ sync~ run~ shell~ update~ remove~ create~ activate~ env~ add~ venv
easy_install,easy_install3 W
gem E 6: install uninstall update~ list~ search~ build~ push which~ sources~ env~ fetch specification~ cleanup~ environment~ contents~ server~
bundle,bundler E 3: install update exec show list~ outdated init~ open~ package~ check clean~ config~ add~
npm,pnpm,yarn E 6: install i ci uninstall update~ run start~ test~ publish~ link~ ls list~ cache~ audit~ init login outdated add remove build why upgrade rebuild
npx,bunx,corepack W
cpan,cpanm,pear,pecl EW
composer E 6: install update require dump-autoload dumpautoload remove show create-project self-update
cargo,rustup E 3: build run test~ install~ check~ fmt clippy update publish bench add~ doc~ clean default~
go E 3: build run test~ get~ mod install~ vet fmt generate tool~ env~ list~ version~ work~ clean~
rake EB 2: spec test db:migrate db:create db:seed db:rollback db:setup default install features integration~ unit~ style~ lint~ assets:precompile routes upload deploy
rspec,cucumber,foodcritic,rubocop,guard,thor,capistrano,pry,irb,ruby,jruby,erb,rackup,puma,unicorn,passenger-status,passenger-memory-stats,passenger-install-apache2-module,passenger E
rails E 3: server~ s~ console~ c~ generate~ g~ new~ db:migrate runner~ dbconsole
rbenv,rvm,chruby,pyenv,nvm,nodenv,asdf,tfenv E 3: install use~ list~ global~ local~ versions~ rehash shell~ uninstall reload~ get~ implode which~ exec gemset default~ version~
cap E 3: deploy~ deploy:setup deploy:check deploy:rollback production~ staging~ invoke~
python,python2,python3,php,node,java,javac,gcc,g++,cc,clang,ld,gdb,valgrind,perf,bpftrace,cmake,ninja,bazel,mvn,gradle,ant,scons,lua,Rscript,deno,bun,erl,iex,mix,sbt,lein,ghci,dotnet,py.test,pytest,tox,nosetests,fab,gunicorn,uwsgi,celery,django-admin,black,ruff,flake8,mypy,eslint,tsc,jest,make,gmake,autoconf,automake,checkinstall,dpkg-buildpackage,debuild,pbuilder,fpm,rpmbuild,debconf,objdump,nm,readelf,ldd,strip,ar,bash,sh,zsh,dash,ksh,fish,csh,powershell,pwsh,cmd,expect,wine,winetricks,ffmpeg,convert,mplayer,vlc,xterm,firefox,nautilus,thunar E
ldd,py.test,readelf,debuild 
make,gmake EB 2: install~ clean~ all~ check~ menuconfig dist~ distclean test~ deploy~ uninstall build~ oldconfig modules~ modules_install bzImage defconfig lint~
mvn,gradle,ant,sbt,lein,mix E 4: install clean package~ test~ compile verify deploy build~ assembly run deps.get ecto.migrate
git E 2: clone pull push fetch commit checkout branch~ merge rebase reset revert stash status log diff add rm mv tag~ remote~ show bisect blame cherry-pick clean init submodule~ config~ describe ls-remote ls-files rev-parse rev-list reflog gc fsck apply am format-patch worktree switch restore grep review~ archive~ shortlog svn filter-branch cat-file update-index
svn E 3: co checkout ci commit up update add rm revert info~ log~ diff~ status~ st switch merge~ cleanup~ export import~ propset propget ls blame~ relocate
hg,bzr,cvs E 3: clone pull push commit~ update up checkout branch~ log~ diff~ status~ merge~ init revert add import
gh,hub,glab E 3: pr issue~ run~ repo~ workflow~ release~ api~ auth~ gist mr ci search~ clone
docker,podman,nerdctl E 3: run ps exec build pull push images rmi rm stop start restart kill logs inspect attach commit cp create diff events~ export history~ import info~ load login logout network~ node~ pause unpause port~ rename save search~ secret~ service~ stack~ stats~ swarm~ system~ tag top~ update~ version~ volume~ wait~ compose container~ image~ buildx
docker-compose,podman-compose,fig E 3: up down ps logs build pull push restart start stop exec run rm config kill scale top
docker-machine,boot2docker E 3: ls create env ssh start stop rm regenerate-certs up down init ip
kubectl,oc,k,microk8s.kubectl,k3s E 3: get describe logs log exec apply delete edit patch scale rollout drain cordon uncordon taint label annotate port-forward proxy~ top~ run create expose config~ cluster-info~ cp auth~ explain replace set~ wait version~ api-resources diff debug attach autoscale adm project~ new-app rsh whoami login
helm E 3: install upgrade uninstall delete rollback list~ ls status~ history~ get repo~ template~ lint package~ pull fetch push search show~ test~ dep dependency~ init diff env~ registry~
helmfile,kustomize,kind,minikube,k9s,kubeadm,kops,eksctl,istioctl,linkerd,argocd,argo,flux,skaffold,velero,stern,tilt,kubectx,kubens,crictl,ctr,etcdctl,etcdutl,calicoctl,cilium,kubeseal,werf,rancher E 3: apply sync diff destroy build~ start~ stop~ create delete get update~ upgrade edit~ init join reset~ rollback app~ list~ ls status~ dashboard~ backup restore schedule~ pods~ images~ ps~ logs~ rmi endpoint~ member~ put del snapshot~ defrag alarm~ cluster~ scale ssh~ addons~ reconcile suspend resume run~ submit~ watch~ check~ inject install
systemctl E 3: start stop restart reload status enable disable daemon-reload is-active is-failed list-units list-timers mask unmask edit cat show reset-failed kill poweroff reboot isolate daemon-reexec try-restart list-unit-files
journalctl,loginctl,timedatectl,hostnamectl,systemd-analyze,systemd-resolve,resolvectl,networkctl,machinectl,coredumpctl,localectl BW
service,rc-service,svcadm,sv,supervisorctl,monit,god,runsvdir,launchctl,eye,pm2,forever,nssm,rc.d,upstart,initctl E 2
supervisorctl,monit,svcadm,sv,pm2,launchctl,initctl,rc-service E 3: start stop restart status~ reload reread update up down force-restart tail~ enable disable clear monitor~ unmonitor summary~ load~ unload list~ logs~ delete refresh
apachectl,apache2ctl,nginx,httpd,haproxy,varnishadm,varnishlog,varnishtop,varnishncsa,varnishstat,squid,lighttpd,php-fpm,named-checkconf,named-checkzone,named,sshd,unbound-control,keepalivedctl,caddy,envoy,traefik,mosquitto_pub,mosquitto_sub E
apachectl,apache2ctl,nodetool,rabbitmqctl,rabbitmq-plugins,rabbitmq-diagnostics,lxc,lxc-attach,lxc-start,lxc-stop,lxc-ls,lxc-create,virsh,xl,xm,vzctl,pct,qm,ceph,rados,rbd,crm,pcs,crm_mon,drbdadm,corosync-cfgtool,openstack,nova,neutron,glance,cinder,keystone,swift,heat,ironic,gnt-instance,gnt-cluster,gnt-node,ovs-vsctl,ovs-ofctl,juju E 3: start stop restart graceful configtest fullstatus status~ ring~ info~ tpstats compactionstats repair decommission drain cleanup flush snapshot clearsnapshot netstats cfstats list_queues list_users list_connections list_vhosts cluster_status stop_app start_app reset join_cluster add_user set_permissions set_policy enable disable list launch exec delete volume~ peer osd out health~ df mon~ tell orch~ fs~ pg~ resource~ node~ configure~ cluster~ create destroy shutdown reboot console~ edit~ dumpxml define undefine migrate~ list-all domstate server~ image~ network~ router~ port~ floating~ boot~ show image-list flavor-list keypair-list net-list service-list user-list role-list tenant-list deploy~ bootstrap~ ssh~ config~ primary~ secondary~ down up connect disconnect adjust snapshot-list attach
mysql,mysqldump,mysqladmin,mysqlcheck,mysqlimport,mysqlbinlog,mysqld_safe,mysqlslap,mysqltuner,mytop,mariadb,mariadb-dump,psql,pg_dump,pg_restore,pg_dumpall,pg_basebackup,pg_ctl,pg_ctlcluster,pg_lsclusters,pg_isready,pg_upgrade,createdb,dropdb,createuser,dropuser,vacuumdb,reindexdb,pgbench,initdb,patronictl,repmgr,pgbackrest,barman,wal-g,sqlite3,sqlite,sqlcmd,sqlplus,mongo,mongosh,mongod,mongodump,mongorestore,mongostat,mongotop,redis-cli,redis-server,redis-benchmark,redis-sentinel,memcached,memcached-tool,cqlsh,clickhouse-client,influx,cockroach,vtctlclient,orchestrator-client,pt-online-schema-change,pt-kill,pt-query-digest,pt-table-checksum,pt-table-sync,pt-show-grants,gh-ost,innobackupex,xtrabackup,mydumper,myloader,rethinkdb,impala-shell,hive,beeline,spark-submit,spark-shell,hadoop,hdfs,yarn-site,sqoop,presto,trino E
pg_dump,pg_restore,pg_ctl,pg_basebackup,createdb,dropdb,vacuumdb,mysqladmin,mysqldump,mysqlcheck,psql,redis-cli,patronictl P
kafka-topics,kafka-topics.sh,kafka-consumer-groups,kafka-consumer-groups.sh,kafka-console-consumer,kafka-console-consumer.sh,kafka-console-producer,kafka-console-producer.sh,kafka-configs,kafka-configs.sh,kafka-reassign-partitions,kafka-reassign-partitions.sh,kafka-preferred-replica-election.sh,kafka-leader-election.sh,kafka-run-class.sh,kafka-log-dirs.sh,kafka-acls.sh,kafka-server-start.sh,kafka-server-stop.sh,kcat,kafkacat,kaf,zkCli.sh,zkcli,zkServer.sh,zookeeper-shell,zookeeper-shell.sh,elasticsearch-plugin,elasticdump,curator,curator_cli,pre-commit E 2: install run~ autoupdate uninstall clean~
cookstyle,inspec,hab E 3: exec check~ start stop pkg~ svc~ studio~
ufw E 4: enable disable allow deny limit reject status reset delete reload insert app~ from~ to~ any~ port~ proto~
gluster E 4: volume peer~ snapshot~ pool~
logstash,filebeat,metricbeat 
logstash,filebeat,metricbeat,curator E
chef-client,chef-solo,chef-apply,chef-shell,shef,ohai EB
chef-server-ctl,private-chef-ctl,opscode-reporting-ctl,gitlab-ctl,gitlab-rake,opscode-manage-ctl,delivery-ctl,automate-ctl,knife-acl 3: reconfigure status restart stop start tail cleanse test user-list user-create org-create org-list org-user-add upgrade install show-config service-list gather-logs hup kill graceful-kill backup-create check
chef E 3: generate gem~ exec~ shell-init verify~ install update~ push~ provision~ env~ export~ show-policy clean-policy-revisions
knife E 4: ssh bootstrap cookbook node client role environment data data_bag search status configure exec index recipe tag upload download diff list show delete deps edit raw serve xargs user winrm windows ec2 rackspace openstack azure google linode digital_ocean solo zero site supermarket stats spork cluster upgrade eucalyptus vsphere hp bluebox gce xenserver vagrant kvm joyent terremark essentials profitbricks backup acl group opc org ssl job block vault supported cs cloudstack encrypt rackspace softlayer proxmox esx lxc wsfc remotelxc server sous rds
berks,berkshelf EB 3: install upload update vendor package~ apply list~ show~ outdated init cookbook~ info~ contingent~ verify viz search~ open~ shelf~
librarian-chef,librarian-puppet,r10k E 3: install update outdated show init clean deploy puppetfile
kitchen E 3: converge verify test~ destroy login~ create~ list~ setup~ init~ diagnose exec console~ driver~
vagrant E 3: up halt destroy ssh reload provision box~ init package~ status~ suspend resume~ plugin~ global-status ssh-config snapshot~ rsync port~ share~ push
stove,rubygems,mixlib E
openssl E 3: req x509 s_client s_server genrsa rsa~ verify~ ca~ enc~ dgst pkcs12 rand~ version~ ciphers~ dhparam
puppet E 3: agent~ apply module~ resource cert parser lookup~ ssl~ describe~ doc~ node~ master~ config~ help~
puppetd,puppetca,puppetmasterd,facter,hiera,mco,bolt,r10k EB
ansible,ansible-playbook,ansible-galaxy,ansible-vault,ansible-pull,ansible-inventory,ansible-doc,ansible-console EP
ansible-playbook,ansible-pull P
salt,salt-ssh,salt-cp EQ
salt-call,salt-key,salt-run,cf-agent,cf-promises,cfagent E
terraform,tofu,terragrunt,pulumi,packer,nomad,consul,vault,boundary,waypoint,serf,cdk,sls,serverless,sam,sops,atlantis E 3: init plan apply destroy import state~ taint untaint output~ refresh validate fmt workspace~ show~ force-unlock graph~ providers~ up preview stack~ config~ build inspect job~ node~ alloc status~ run stop system~ deployment~ kv members~ leave join reload monitor~ operator~ snapshot~ agent~ lock~ maint~ catalog~ services~ acl read write list delete login token~ lease~ policy~ auth~ secrets~ seal unseal audit~ deploy synth diff invoke logs
aws,awslocal E 4: s3~ s3api ec2~ rds~ ecs~ eks~ iam~ sts lambda~ logs~ cloudwatch~ cloudformation~ route53~ elb~ elbv2~ autoscaling~ dynamodb~ sqs~ sns~ ssm~ secretsmanager kms~ ecr~ configure sso~ elasticache~ kinesis~ kafka~ redshift~ emr~ glue~ athena~ stepfunctions~ apigateway~ acm~ cloudfront~ opsworks~ elasticbeanstalk~ es~ opensearch~ sesv2 ses~ organizations~
gcloud,gsutil,bq E 5: compute container~ auth~ config projects~ sql~ functions~ run~ app~ iam~ logging~ pubsub dns~ builds~ artifacts~ kms secrets~ services~ components~ storage~ beta alpha info~ init cp ls rm mb mv rsync cat ls query~ mk show~ load~ extract dataproc dataflow redis~
az,azcopy E 5: login vm aks group account storage network acr sql webapp functionapp keyvault ad role resource deployment monitor copy sync
doctl,linode-cli,hcloud,ibmcloud,scw,flyctl,fly,heroku,eb,cf,dokku,s3cmd,s4cmd,rclone,mc,restic,borg,duplicity,rsnapshot,bconsole,cmadmin,wp,drush,artisan,gitlab-runner,jenkins-cli,sentry-cli,datadog-agent,newrelic,consul-template,logrotate,ntpdate,chronyc,certbot,letsencrypt,acme.sh,certutil,keytool,easyrsa,rabbitmqadmin,nvme,ipmitool,megacli,MegaCli64,storcli,arcconf,omreport,racadm,hpacucli,ssacli,multipath,multipathd,iscsiadm,targetcli,lsscsi,udevinfo,discourse,foreachwiki,foreachwikiindblist,mwscript,mwscript.php,scap,cumin,confctl,spicerack,homer,depool,pool,mwmaint,puppet-run,run-puppet-agent,salt-key,dbctl,conftool,authdns-update,gerrit,arc,phd,dh_make,dput,dch,quilt,lintian E
heroku,fly,flyctl,cf,doctl,rclone,restic,borg,wp,drush,s3cmd,dokku,eb E 4: create deploy logs~ ps~ apps~ config~ run~ restart scale~ addons~ rollback releases~ pg~ status~ ssh launch secrets~ machine~ push login~ open~ init terminate copy sync ls lsd lsl backup restore snapshots prune check forget mount extract list~ get~ put~ del plugin~ core~ theme~ user~ cache~ db~ cc cr updb compute~ droplet kubernetes~ domains~ certs~ destroy maintenance
certbot,letsencrypt,iscsiadm,multipath,chronyc,rabbitmqadmin,multipathd,s3cmd E 3: renew certonly certificates delete revoke sources tracking makestep list declare publish get purge show reload
dis,quit,logger,wall,write,mesg,chvt,setterm,loadkeys,stty,tput,script,at,batch,atq,atrm,cron,anacron,newgrp,sg,vipw,lastlog,faillog,ac,sa E
logrotate,ntpdate,xfs_repair,debugfs,extundelete,photorec,foremost,ddrescue,grub-install,grub,lilo,efibootmgr,mkinitrd,mkinitcpio,dracut,genkernel,plymouth-set-default-theme,syslinux,unetbootin,alsa,alsactl,amixer,arecord,aplay,pacmd,pactl,pulseaudio,speaker-test,pavucontrol,ndiswrapper,wpa_supplicant,wpa_cli,nmcli,nmtui,nm-tool,ifup,ifdown,firewall-cmd,gufw,fail2ban-client,shorewall,dhcpcd,avahi-browse,avahi-resolve,bluetoothctl,hciconfig,hcitool,rfcomm,lpr,lpq,lpstat,lprm,cupsctl,hp-setup,scanimage,xset,xrdb,xhost,xkill,xprop,xwininfo,xdotool,wmctrl,gdmsetup,metacity,compiz,emerald,unity,gnome-terminal,gnome-panel,gnome-session,gconf-editor,dconf-editor,synaptic,displayconfig-gtk,envyng,fglrxinfo,aticonfig,amdconfig,ubuntu-drivers,ubuntu-bug,apport-collect,apport-bug,fusermount,sshfs,ntfs-3g,ntfsfix,curlftpfs,encfs,ecryptfs-setup-private,truecrypt,veracrypt,nbtscan,testparm,smbpasswd,smbstatus,smbmount,mount.cifs,mount.nfs,net,winbindd,kinit,klist,kdestroy,realm,sssctl,adcli,ldapsearch,ldapadd,ldapmodify,ldapdelete,slapcat,slapadd,slapd,mkpasswd,htpasswd,pwgen,apg,uuidgen,cksum,mktemp,sleep,wait,dos2unix,unix2dos,iconv,rename,mmv,fdupes,ncdu,bleachbit,deborphan,debfoster,localepurge,ppa-purge,alien,gdebi,dselect,debootstrap,lsinitramfs,kexec,sysctl,modconf E
nmcli,pactl,pacmd,bluetoothctl,sysctl,firewall-cmd,net,chef-vault E 3: enable disable allow deny status reset delete reload device dev con connection d c radio networking general list list-sinks set-sink-volume set-default-sink load-module scan pair connect use rpcclient ads usershare
sysctl,ifup,ifdown,ndiswrapper,xhost,grub-install,ntpdate,mktemp,sleep,xset,nm-tool,lpstat,klist,wmctrl,aticonfig,fglrxinfo,ntfsfix,testparm,ppa-purge,gdebi,smbpasswd,ubuntu-bug,apport-collect,apport-bug,hcitool,hciconfig W
fglrxinfo,nm-tool,testparm,lpstat,klist,xkill,xprop,smbstatus,hciconfig BW
ps B 2: aux auxf ax axu auxw auxww auxwww afx faux axf axjf waux -ef
tar P 3: xzf xvzf xvf zxvf zxf cvf czf cvzf zcvf tvf xjf xvjf xf cf tf tzf jxvf xvfz xfz cjf xjvf
ssh,scp,mosh,telnet,nc,dig,curl,wget,ssh-copy-id EWH
ping,traceroute,nslookup,whois,nmap,mtr,tracepath EH
shutdown EB 2: now
`

// englishNames are the programs whose names are English words.
var englishNames = wordSet(`time timeout watch exec command eval if for while until case function dir top who w last free set mount history date screen tree
users groups finger clear reset halt exit shutdown reboot cat less head tail more touch find locate sort split install patch file source strings ack shred
truncate paste cut join column fold expand echo yes test look kill host links hey mail ip man info which export alias service port emerge go make ant node
puppet chef salt vault packer nomad helm flux argo tilt sensors convert expect guard thor cap god eye forever swift heat nova glance cinder keystone ironic fly
sam boundary waypoint logger wall write script at batch quit black celery stern kind rancher pool depool homer curator bolt route arc net siege wait sleep
rename strip unity emerald alien compiz realm snap gem bundle yarn poetry stove mix hive presto spark sync jobs skill nice kitchen hub juju monit arch
capistrano passenger unicorn puma cucumber ruby java perl python php bash crystal dash gdb comm script info uv mc expr sg nl ab k oc port x`)
