#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# collect.sh PROGRAM FOLDER: fills the empty FOLDER with the root of an image: the program, the
# libraries that it loads, their licences, and busybox as the shell that CI systems run their steps
# in. Runs on the Debian that the program was built on.
set -eu

program=$1
image=$2
mkdir -p "$image"
[ -z "$(ls -A "$image")" ] || {
  echo "collect.sh: $image is not empty" >&2
  exit 2
}

mkdir -p "$image/usr/bin" "$image/usr/share/doc" "$image/bin" "$image/etc" "$image/work"
mkdir -m 1777 "$image/tmp"
cp "$program" "$image/usr/bin/keyhound"
chmod 0755 "$image/usr/bin/keyhound"

# A line of ldd is "libz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x...)" or "/lib64/ld-... (0x...)".
libraries=$(ldd "$program" | awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\// { print $1 }')
case $(ldd "$program") in
  *"not found"*)
    echo "collect.sh: $program lacks a library: $(ldd "$program" | grep 'not found')" >&2
    exit 1
    ;;
esac

# The copyright file of the package that a file comes from: Debian knows it by one of two names,
# since /lib is a link to /usr/lib.
copy_licence() {
  package=$(dpkg-query -S "$1" 2>/dev/null || dpkg-query -S "${1#/usr}" 2>/dev/null ||
    dpkg-query -S "/usr$1" 2>/dev/null || true)
  package=${package%%: *}
  package=${package%%:*}
  if [ -n "$package" ] && [ -f "/usr/share/doc/$package/copyright" ]; then
    mkdir -p "$image/usr/share/doc/$package"
    cp -L "/usr/share/doc/$package/copyright" "$image/usr/share/doc/$package/copyright"
  fi
}

for library in $libraries; do
  mkdir -p "$image$(dirname "$library")"
  cp -L "$library" "$image$library"
  copy_licence "$(readlink -f "$library")"
done

if busybox=$(command -v busybox); then
  cp -L "$busybox" "$image/bin/busybox"
  copy_licence "$busybox"
  for applet in sh cat chmod cp dirname echo env false grep id ls mkdir mv pwd rm sleep test touch true; do
    ln -s busybox "$image/bin/$applet"
  done
fi

echo 'keyhound:x:65532:65532::/tmp:/bin/sh' >"$image/etc/passwd"
echo 'keyhound:x:65532:' >"$image/etc/group"
chown -R 65532:65532 "$image/work" 2>/dev/null || true
du -sk "$image" | awk '{ printf "collect.sh: %.1f MB\n", $1 / 1000 * 1.024 }'
