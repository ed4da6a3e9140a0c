#!/bin/sh
# Makes the files of a release for the system that it runs on: broadsheet_VERSION_SYSTEM_ARCHITECTURE.deb, a
# tarball of the same program that runs from any folder if the libraries that the package depends on are
# installed, and SHA256SUMS of all files in the folder.
# usage: tests/install/release.sh BUILD-FOLDER FOLDER
set -eu
build=${1:?usage: tests/install/release.sh BUILD-FOLDER FOLDER}
mkdir -p "${2:?usage: tests/install/release.sh BUILD-FOLDER FOLDER}"
folder=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cpack --config "$build/CPackConfig.cmake" -G DEB -B "$work" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
package=$(ls "$work"/*.deb)
version=$(dpkg-deb -f "$package" Version)
architecture=$(dpkg-deb -f "$package" Architecture)
system=$(. /etc/os-release && echo "$ID$VERSION_ID")
name=broadsheet_${version}_${system}_$architecture

dpkg-deb -x "$package" "$work/root"
mv "$work/root/usr" "$work/$name"
# No time, owner or order of this machine.
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}" \
  -C "$work" -cf - "$name" | gzip -9n >"$folder/$name.tar.gz"
cp "$package" "$folder/$name.deb"
cd "$folder"
sha256sum -- *.deb *.tar.gz >SHA256SUMS
cat SHA256SUMS
