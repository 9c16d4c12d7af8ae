#!/usr/bin/env bash
# Checks once: annotations to the log, the report to the summary, the verdict to the outputs; ends as the check does.
set -euo pipefail

json=$(mktemp)
markdown=$(mktemp)
trap 'rm -f "$json" "$markdown"' EXIT

options=(--format github --also "json=$json" --also "markdown=$markdown")
if [[ -n ${SCHEMADRIFT_DATABASE:-} ]]; then
  options+=(--database "$SCHEMADRIFT_DATABASE")
fi
if [[ -n ${SCHEMADRIFT_SARIF:-} ]]; then
  options+=(--also "sarif=$SCHEMADRIFT_SARIF")
fi
read -r -a more <<<"${SCHEMADRIFT_ARGUMENTS:-}"

code=0
schemadrift check "${SCHEMADRIFT_DIRECTORY:-.}" "${options[@]}" ${more[@]+"${more[@]}"} || code=$?

cat "$markdown" >>"$GITHUB_STEP_SUMMARY"
verdict=$(sed -n 's/^  "verdict": "\([a-z]*\)",$/\1/p' "$json")
printf 'exit-code=%s\nverdict=%s\n' "$code" "$verdict" >>"$GITHUB_OUTPUT"
exit "$code"
