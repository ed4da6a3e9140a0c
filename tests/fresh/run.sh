#!/bin/sh
# Both README commands in a minimal Debian, as a stranger would run them. Needs root.
# usage: tests/fresh/run.sh bookworm|trixie [FOLDER]
# FOLDER (default build/fresh-SUITE) gets the root; it is made anew unless it is there already.
# Real input beside the checkout is not handed in: the tests that use it say that they skip.
set -eu
cd "$(dirname "$0")/../.."
suite=${1-}
case $suite in
  bookworm | trixie) ;;
  *) echo "usage: ./dev fresh bookworm|trixie [FOLDER]" >&2; exit 2 ;;
esac
[ "$(id -u)" = 0 ] || { echo "error: debootstrap and chroot need root" >&2; exit 2; }
mkdir -p build
root=${2-build/fresh-$suite}
mirror=$(sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources 2>/dev/null |
  grep '/debian/*$' | head -1)
mirror=${mirror:-http://deb.debian.org/debian}

# timed NAME COMMAND...: says how long it took.
timed() {
  name=$1
  shift
  begin=$(date +%s)
  "$@"
  echo "$name: $(($(date +%s) - begin)) s"
}

if [ ! -e "$root/etc/debian_version" ]; then
  timed "debootstrap $suite" debootstrap --variant=minbase "$suite" "$root" "$mirror" >&2
  # What apt needs to reach the mirror from here is taken over; nothing else is.
  cp /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
  mkdir -p "$root/usr/local/share/ca-certificates"
  cp -r /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
  [ -z "${NODE_EXTRA_CA_CERTS-}" ] || cp "$NODE_EXTRA_CA_CERTS" "$root/etc/extra-ca.crt"
  apt-config dump | grep -iE '^Acquire::(http|https)::(proxy|cainfo)' >"$root/etc/apt/apt.conf.d/90mirror" || true
fi
release() {
  for inside in dev/pts dev/shm proc dev; do
    mountpoint -q "$root/$inside" && umount "$root/$inside"
  done
  return 0
}
trap release EXIT INT TERM
mountpoint -q "$root/dev" || mount --bind /dev "$root/dev"
mkdir -p "$root/dev/shm" "$root/dev/pts"
mountpoint -q "$root/dev/pts" || mount --bind /dev/pts "$root/dev/pts"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev/shm" || mount -t tmpfs tmpfs "$root/dev/shm"

rm -rf "$root/home/broadsheet"
git clone -q . "$root/home/broadsheet"
inside() {
  chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb CI="${CI-}" \
    NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:+/etc/extra-ca.crt}" \
    sh -c 'cd /home/broadsheet && exec ./dev "$@"' dev "$@"
}
timed "./dev site on $suite" inside site
timed "./dev test on $suite" inside test
