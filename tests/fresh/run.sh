#!/bin/sh
# Runs both README commands in a minimal root of a Debian, as a new user would. Needs root.
set -eu
usage() {
  cat >&2 <<'TEXT'
usage: ./dev fresh bookworm|trixie [OPTION...] [FOLDER]

  FOLDER             gets the root (default build/fresh-SUITE); an existing root is used again
  --mode700          clone into /root/broadsheet with mode 700, not into /home/broadsheet
  --loaded           keep all cores busy while the tests run
  --repeat N TESTS   run only the tests whose names match the regular expression TESTS, N times each
TEXT
  exit 2
}
cd "$(dirname "$0")/../.."
suite=${1-}
case $suite in
  bookworm | trixie) shift ;;
  *) usage ;;
esac
root=build/fresh-$suite
clone=/home/broadsheet
loaded=""
repeat=""
tests=""
while [ $# -gt 0 ]; do
  case $1 in
    --mode700) clone=/root/broadsheet ;;
    --loaded) loaded=yes ;;
    --repeat)
      [ $# -ge 3 ] || usage
      repeat=$2 tests=$3
      shift 2
      ;;
    -*) usage ;;
    *) root=$1 ;;
  esac
  shift
done
[ "$(id -u)" = 0 ] || { echo "error: debootstrap and chroot need root" >&2; exit 2; }
mkdir -p build
mirror=$(sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources 2>/dev/null |
  grep '/debian/*$' | head -1)
mirror=${mirror:-http://deb.debian.org/debian}

# timed NAME COMMAND...: runs the command and prints how long it took.
timed() {
  name=$1
  shift
  begin=$(date +%s)
  "$@"
  echo "$name: $(($(date +%s) - begin)) s"
}

npm_setting() {
  value=$(npm config get "$1" 2>/dev/null || true)
  case $value in null | undefined) ;; *) echo "$value" ;; esac
}

# How this machine reaches Debian's mirror and the npm registry: names, certificates, proxies.
copy_network() {
  cp /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
  mkdir -p "$root/usr/local/share/ca-certificates"
  cp -r /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
  for certificates in /etc/ssl/certs/ca-certificates.crt "${NODE_EXTRA_CA_CERTS-}" "$(npm_setting cafile)"; do
    [ ! -f "$certificates" ] || cat "$certificates"
  done >"$root/etc/host-ca.crt"
  apt-config dump | grep -iE '^Acquire::(http|https)::(proxy|cainfo)' >"$root/etc/apt/apt.conf.d/90mirror" || true
  {
    echo "NODE_EXTRA_CA_CERTS=/etc/host-ca.crt"
    echo "npm_config_cafile=/etc/host-ca.crt"
    for key in registry proxy https-proxy noproxy; do
      value=$(npm_setting $key)
      [ -z "$value" ] || echo "npm_config_$key=$value" | sed 's/-proxy=/_proxy=/'
    done
    env | grep -iE '^(http|https|no)_proxy=' || true
  } >"$root/etc/host-environment"
}

if [ ! -e "$root/etc/debian_version" ]; then
  timed "debootstrap $suite" debootstrap --variant=minbase "$suite" "$root" "$mirror" >&2
fi
copy_network
load=""
release() {
  # shellcheck disable=SC2086  # a list of numbers
  [ -z "$load" ] || kill $load
  for inside in dev/pts dev/shm proc dev; do
    # Lazily: a process of the root may still end.
    mountpoint -q "$root/$inside" && umount --lazy "$root/$inside"
  done
  return 0
}
trap release EXIT INT TERM
mountpoint -q "$root/dev" || mount --bind /dev "$root/dev"
mkdir -p "$root/dev/shm" "$root/dev/pts"
mountpoint -q "$root/dev/pts" || mount --bind /dev/pts "$root/dev/pts"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev/shm" || mount -t tmpfs tmpfs "$root/dev/shm"

rm -rf "${root:?}$clone"
git clone -q . "$root$clone"
[ "$clone" = /home/broadsheet ] || chmod 700 "$root/root" "$root$clone"
inside() {
  # shellcheck disable=SC2016  # expanded in the root
  chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb CI="${CI-}" \
    sh -c 'set -a && . /etc/host-environment && set +a && cd "$1" && shift && exec ./dev "$@"' dev "$clone" "$@"
}
timed "./dev site on $suite" inside site
if [ -n "$loaded" ]; then
  for _ in $(seq "$(nproc)"); do
    while :; do :; done &
    load="$load $!"
  done
fi
if [ -n "$repeat" ]; then
  timed "./dev test on $suite, $repeat times $tests" inside test -R "$tests" --repeat "until-fail:$repeat"
else
  timed "./dev test on $suite" inside test
fi
