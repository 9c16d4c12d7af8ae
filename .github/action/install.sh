#!/usr/bin/env bash
# Puts `schemadrift` on the path: the archive of a release, whose checksum must be right. What is on the path already stays.
set -euo pipefail

if command -v schemadrift >/dev/null; then
  schemadrift --version
  exit 0
fi

version=${SCHEMADRIFT_VERSION:-${SCHEMADRIFT_ACTION_REF:-}}
version=${version#v}
if [[ ! $version =~ ^[0-9]+\.[0-9]+\.[0-9]+ ]]; then
  echo "::error::the action is not used by the tag of a release: name one with \`version\`"
  exit 2
fi

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) target=x86_64-unknown-linux-musl ;;
  Linux-aarch64) target=aarch64-unknown-linux-musl ;;
  Darwin-x86_64) target=x86_64-apple-darwin ;;
  Darwin-arm64) target=aarch64-apple-darwin ;;
  *)
    echo "::error::there is no archive for $(uname -s) on $(uname -m): install schemadrift with cargo first"
    exit 2
    ;;
esac

releases=https://github.com/schemadrift/schemadrift/releases/download
archive=schemadrift-$target.tar.gz
folder=${RUNNER_TEMP:-/tmp}/schemadrift-$version
mkdir -p "$folder"
cd "$folder"
curl --fail --silent --show-error --location --retry 3 --remote-name "$releases/v$version/$archive"
curl --fail --silent --show-error --location --retry 3 --remote-name "$releases/v$version/$archive.sha256"
if command -v sha256sum >/dev/null; then
  sha256sum --check --status "$archive.sha256"
else
  shasum --algorithm 256 --check --status "$archive.sha256"
fi
tar --extract --gzip --file "$archive"
echo "$folder/schemadrift-$target" >>"$GITHUB_PATH"
"$folder/schemadrift-$target/schemadrift" --version
