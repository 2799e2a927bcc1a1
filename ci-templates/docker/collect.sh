#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# collect.sh PROGRAM FOLDER [bulk]: fills the empty FOLDER with the root of an image: the program, the
# libraries that it loads, their licences, and busybox as the shell that CI systems run their steps
# in. With "bulk" also what bulk scans need: git and ssh, the libraries that the program loads late
# (libcurl, libpq, libssh, libssl, SQLite), and the certificates. Runs on the Debian that the program was built on.
set -eu

program=$1
image=$2
kind=${3:-}
mkdir -p "$image"
[ -z "$(ls -A "$image")" ] || {
  echo "collect.sh: $image is not empty" >&2
  exit 2
}

mkdir -p "$image/usr/bin" "$image/usr/share/doc" "$image/bin" "$image/etc" "$image/work"
mkdir -m 1777 "$image/tmp"
cp "$program" "$image/usr/bin/keyhound"
chmod 0755 "$image/usr/bin/keyhound"

# The copyright file of the package that a file comes from: Debian knows it by one of two names,
# since /lib is a link to /usr/lib.
copy_licence() {
  package=$(dpkg-query -S "$1" 2>/dev/null || dpkg-query -S "${1#/usr}" 2>/dev/null ||
    dpkg-query -S "/usr$1" 2>/dev/null || true)
  package=${package%%: *}
  package=${package%%:*}
  if [ -n "$package" ] && [ -f "/usr/share/doc/$package/copyright" ]; then
    mkdir -p "$image/usr/share/doc/$package"
    gzip -9nc "/usr/share/doc/$package/copyright" >"$image/usr/share/doc/$package/copyright.gz"
  fi
}

copy_file() {
  [ ! -e "$image$1" ] || return 0
  mkdir -p "$image$(dirname "$1")"
  cp -L "$1" "$image$1"
  copy_licence "$(readlink -f "$1")"
}

# What the dynamic linker loads for a program or library. A line of ldd is
# "libz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x...)" or "/lib64/ld-... (0x...)".
copy_libraries() {
  case $(ldd "$1") in
    *"not found"*)
      echo "collect.sh: $1 lacks a library: $(ldd "$1" | grep 'not found')" >&2
      exit 1
      ;;
  esac
  for library in $(ldd "$1" | awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\// { print $1 }'); do
    copy_file "$library"
  done
}

# The path of a shared library that is loaded by its name.
find_library() {
  PATH="$PATH:/usr/sbin:/sbin" ldconfig -p | awk -v name="$1" '$1 == name { print $NF; exit }'
}

# The same for what the program loads while it runs.
copy_late_library() {
  path=$(find_library "$1")
  [ -n "$path" ] || {
    echo "collect.sh: there is no $1" >&2
    exit 1
  }
  copy_file "$path"
  copy_libraries "$path"
}

copy_libraries "$program"
# Programs that are linked for a quick start load these when they first need them; their names stand in the program.
for library in $(grep -aoE 'lib(git2|archive)[.]so[.][0-9.]+' "$program" | sort -u); do
  copy_late_library "$library"
done

if [ "$kind" = bulk ]; then
  for library in libcurl.so.4 libpq.so.5 libsqlite3.so.0 libssh.so.4 libssl.so.3; do
    copy_late_library "$library"
  done
  core=$(git --exec-path)
  for file in "$(command -v git)" "$(command -v ssh)" "$core/git-remote-http"; do
    copy_file "$file"
    copy_libraries "$file"
  done
  # git looks for its own commands in this folder first.
  ln -s ../../bin/git "$image$core/git"
  ln -s git-remote-http "$image$core/git-remote-https"
  for name in upload-pack receive-pack upload-archive; do
    ln -s git "$image/usr/bin/git-$name"
  done
  mkdir -p "$image/usr/share/git-core/templates"
  copy_file /etc/ssl/certs/ca-certificates.crt
  mkdir -p "$image/usr/lib/ssl"
  ln -s /etc/ssl/certs "$image/usr/lib/ssl/certs"
  ln -s /etc/ssl/certs/ca-certificates.crt "$image/usr/lib/ssl/cert.pem"
fi

if busybox=$(command -v busybox); then
  cp -L "$busybox" "$image/bin/busybox"
  # Debian has a static one, too; of that ldd says that it is no dynamic program.
  if ldd "$busybox" >/dev/null 2>&1; then copy_libraries "$busybox"; fi
  copy_licence "$busybox"
  for applet in sh cat chmod cp dirname echo env false grep id ls mkdir mv pwd rm sleep test touch true; do
    ln -s busybox "$image/bin/$applet"
  done
fi

echo 'keyhound:x:65532:65532::/tmp:/bin/sh' >"$image/etc/passwd"
echo 'keyhound:x:65532:' >"$image/etc/group"
chown -R 65532:65532 "$image/work" 2>/dev/null || true
du -sk "$image" | awk '{ printf "collect.sh: %.1f MB\n", $1 / 1000 * 1.024 }'
