#!/usr/bin/env bash
# archive.sh FOLDER TARGET: packs the built command of FOLDER, its licences, man page and completions as
# schemadrift-TARGET.tar.gz, with a checksum beside it.
set -euo pipefail

built=$1
name=schemadrift-$2
binary=$built/schemadrift
[[ -f $binary ]] || binary=$binary.exe

rm -rf "$name"
mkdir -p "$name/completions"
cp "$binary" README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$name/"
"$binary" man >"$name/schemadrift.1"
for shell in bash elvish fish powershell zsh; do
  "$binary" completions "$shell" >"$name/completions/schemadrift.$shell"
done
tar --create --gzip --file "$name.tar.gz" "$name"
if command -v sha256sum >/dev/null; then
  sha256sum "$name.tar.gz" >"$name.tar.gz.sha256"
else
  shasum --algorithm 256 "$name.tar.gz" >"$name.tar.gz.sha256"
fi
rm -rf "$name"
