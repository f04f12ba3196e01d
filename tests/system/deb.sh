#!/bin/sh
# The package in a clean Debian 12: deb.sh DIRECTORY MIRROR. Installs the package that lies in the directory in a system made by
# debootstrap, does there what a new sysadmin does, and takes it away again. Needs root and the mirror; the system made first is kept as
# base.tar for the next time. Where this machine lets it, systemd is started in it too, and its timer makes the first night's audit.
directory=$(cd "$1" && pwd)
mirror=$2
root=$directory/root
failed=0
[ "$(id -u)" = 0 ] || { echo 'deb-check: needs root, for debootstrap and chroot' >&2; exit 2; }

check() { # WHAT COMMAND…
	what=$1
	shift
	if "$@" >"$directory/said" 2>&1; then
		echo "  $what"
	else
		echo "FAILED $what: $(tail -3 "$directory/said")"
		failed=$((failed + 1))
	fi
}

inside() {
	chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive HOME=/root TERM=xterm "$@"
}

shell() {
	inside sh -euc "$1"
}

as_forvalta() {
	inside runuser -u forvalta -- "$@"
}

mounted() {
	mount -t proc proc "$root/proc" && mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts" || exit 2
	ln -sf pts/ptmx "$root/dev/ptmx"
}

unmounted() {
	for place in proc dev/pts; do
		mountpoint -q "$root/$place" || continue
		umount "$root/$place" || exit 2
	done
}

let_go() {
	unmounted
	rm -rf --one-file-system "$root"
}

make_system() {
	let_go
	if [ ! -f "$directory/base.tar" ]; then
		debootstrap --variant=minbase bookworm "$root" "$mirror" >"$directory/debootstrap.log" 2>&1 || {
			tail -5 "$directory/debootstrap.log" >&2
			exit 2
		}
		tar -C "$root" -cf "$directory/base.tar" .
	else
		mkdir -p "$root" && tar -C "$root" -xf "$directory/base.tar" || exit 2
	fi
	printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
	chmod 755 "$root/usr/sbin/policy-rc.d"
	# What documentation there is, is looked for.
	rm -f "$root/etc/dpkg/dpkg.cfg.d/"*
	cp "$directory"/forvalta_*.deb "$root/forvalta.deb"
	mounted
	inside apt-get update -q >"$directory/apt.log" 2>&1 || exit 2
}

installed() {
	check 'is installed with what it depends on' inside apt-get install -q -y --no-install-recommends /forvalta.deb
	check 'has its account' shell 'test "$(getent passwd forvalta | cut -d: -f6,7)" = /var/lib/forvalta:/bin/sh'
	check 'has a place that is the account'"'"'s alone' shell 'test "$(stat -c "%U %G %a" /var/lib/forvalta)" = "forvalta forvalta 700"'
	check 'has its manual' shell 'for page in man1/forvalta.1 man5/forvalta.conf.5 man5/forvalta-mapping.5; do test -s /usr/share/man/$page.gz; done'
	check 'has a configuration that it reads' shell 'test -s /etc/forvalta.conf && ! runuser -u forvalta -- forvalta stat 2>&1 | grep -q forvalta.conf'
	check 'says its version' shell 'test "$(forvalta --version)" = "forvalta $(dpkg-query -W -f="\${Version}" forvalta)"'
	check 'speaks Swedish' shell 'forvalta --lang sv help | grep -q Kommandon:'
	check 'is completed by bash' inside bash -c 'source /usr/share/bash-completion/completions/forvalta
		COMP_WORDS=(forvalta aud) COMP_CWORD=1; _forvalta forvalta; test "${COMPREPLY[*]}" = audit'
	for timer in audit backup verify; do
		check "starts $timer by a timer" shell "test -L /etc/systemd/system/timers.target.wants/forvalta-$timer.timer"
	done
	check 'sends no messages unasked' shell '! test -e /etc/systemd/system/timers.target.wants/forvalta-notify.timer'
	# There is no man in a minimal system, and units name pages of it.
	check 'has units without a fault' shell 'ln -sf /bin/true /usr/local/bin/man; systemd-analyze verify --man=no /lib/systemd/system/forvalta-*'
	check 'has units that are closed in' shell 'for unit in audit backup verify; do systemd-analyze security --offline=true --threshold=20 \
		/lib/systemd/system/forvalta-$unit.service; done'
}

# As README and doc/ssh.md have it.
used() {
	check 'makes a register' as_forvalta forvalta --as karin.ek init --name 'Karin Ek'
	check 'takes in the sample' as_forvalta sh -c 'forvalta --as karin.ek import /usr/share/forvalta/sample/*.csv'
	check 'changes a record' as_forvalta forvalta --as karin.ek set PRS-0001 email=karin.ek@example.se
	for unit in audit backup verify; do
		words=$(sed -n 's/^ExecStart=//p' "$root/lib/systemd/system/forvalta-$unit.service")
		inside install -d -o forvalta /var/cache/forvalta
		# shellcheck disable=SC2086
		check "does what forvalta-$unit.service does" shell "runuser -u forvalta -- $words || test \$? = 1"
	done
	check 'leaves figures for monitoring' shell 'tail -1 /var/cache/forvalta/audit.prom | grep -q EOF'
	check 'opens on the whole screen and is left with q' shell 'mkfifo /tmp/keys
		script -qec "stty rows 24 cols 80; runuser -u forvalta -- env TERM=xterm forvalta --as karin.ek" /dev/null </tmp/keys >/tmp/screen &
		exec 3>/tmp/keys
		for try in $(seq 300); do grep -q "Karin Ek" /tmp/screen && break; sleep 0.2; done
		printf q >&3
		wait $!
		grep -q "Karin Ek" /tmp/screen'
}

# systemd as the first process of a namespace of its own: what a machine that starts would do.
booted() {
	check_boot=$directory/boot.log
	cat >"$root/first-night" <<-'END'
		#!/bin/sh
		# Run by systemd once it stands; what it says is read from outside. The night's audit was missed: its timer makes it up.
		for try in $(seq 300); do
			[ "$(systemctl show -p ExecMainExitTimestampMonotonic --value forvalta-audit.service)" -gt 0 ] && break
			sleep 0.2
		done
		for unit in audit backup verify notify; do
			[ $unit = audit ] || systemctl start forvalta-$unit.service
			echo "$unit $(systemctl show -p Result -p ExecMainStatus --value forvalta-$unit.service | tr '\n' ' ')"
		done
		systemctl list-timers --all --no-legend 'forvalta-*'
		journalctl -q --no-pager -u 'forvalta-*'
		systemctl poweroff --force --force
	END
	chmod +x "$root/first-night"
	mkdir -p "$root/etc/systemd/system/forvalta-audit.timer.d" "$root/var/lib/systemd/timers"
	printf '[Timer]\nRandomizedDelaySec=0\n' >"$root/etc/systemd/system/forvalta-audit.timer.d/now.conf"
	touch -d '2 days ago' "$root/var/lib/systemd/timers/stamp-forvalta-audit.timer"
	printf '#!/bin/sh\ncat >>/var/mail/sent\n' >"$root/usr/sbin/sendmail"
	chmod 755 "$root/usr/sbin/sendmail"
	chmod 1777 "$root/var/mail"
	cat >"$root/etc/systemd/system/first-night.service" <<-'END'
		[Unit]
		After=timers.target
		[Service]
		Type=oneshot
		ExecStart=/bin/sh -c '/first-night >/first-night.log 2>&1'
		[Install]
		WantedBy=multi-user.target
	END
	ln -sf /etc/systemd/system/first-night.service "$root/etc/systemd/system/multi-user.target.wants/first-night.service"
	unmounted
	timeout 90 unshare --fork --pid --mount --uts --ipc --net --cgroup --kill-child sh -c "
		mount --make-rprivate / && mount --bind '$root' '$root' && mount -t proc proc '$root/proc' && mount -t sysfs sysfs '$root/sys' &&
		mount -t cgroup2 cgroup2 '$root/sys/fs/cgroup' && mount -t tmpfs tmpfs '$root/run' && mount --bind /dev '$root/dev' &&
		exec chroot '$root' /usr/bin/env -i container=chroot /lib/systemd/systemd --system --log-target=console --show-status=no" >"$check_boot" 2>&1
	mounted
	if [ ! -s "$root/first-night.log" ]; then
		echo "  skipped: systemd does not start in a namespace here ($(tail -1 "$check_boot"))"
		return
	fi
	cp "$root/first-night.log" "$directory/"
	check 'is audited by its timer' grep -qE '^audit (success [01]|[01] success) ' "$root/first-night.log"
	for unit in backup verify notify; do
		check "has $unit done by systemd" grep -qE "^$unit (success 0|0 success) " "$root/first-night.log"
	done
	check 'sends mail' grep -q '^Subject: ' "$root/var/mail/sent"
	rm -rf "$root/etc/systemd/system/forvalta-audit.timer.d" "$root/usr/sbin/sendmail"
	check 'is waited for by timers' sh -c "[ \$(grep -c 'forvalta-[a-z]*.timer' '$root/first-night.log') -ge 3 ]"
	check 'tells the log the head of the chain' grep -qE 'head [0-9a-f]{64}' "$root/first-night.log"
}

removed() {
	check 'is removed' inside apt-get remove -q -y forvalta
	check 'leaves no program' shell '! test -e /usr/bin/forvalta'
	check 'leaves the register' shell 'test -s /var/lib/forvalta/data.mdb'
	check 'is installed anew over it' inside apt-get install -q -y --no-install-recommends /forvalta.deb
	check 'finds the register as it was' as_forvalta sh -c 'forvalta --as karin.ek list system | grep -q SYS-'
	check 'is purged' inside apt-get purge -q -y forvalta
	check 'leaves nothing but the register' shell 'test -s /var/lib/forvalta/data.mdb && ! test -e /etc/forvalta.conf && ! test -e /var/cache/forvalta &&
		test -z "$(find / -xdev -name "*forvalta*" -not -path "/var/lib/forvalta*" -not -path "/var/log/*" -not -path "/forvalta.deb" -not -path "/proc/*" | head -3 | tee /dev/stderr)"'
}

trap let_go EXIT
make_system
installed
used
booted
removed
[ $failed = 0 ] && echo 'deb-check: passed' || { echo "deb-check: $failed failed"; exit 1; }
