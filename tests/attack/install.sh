#!/bin/sh
# Installs what the attacks need beside Python: Chromium, which opens the pages, and strace, which makes system calls fail.
set -eu
missing=""
for name in chromium strace; do
  command -v "$name" >/dev/null 2>&1 || missing="$missing $name"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -eq 0 ]; then as_root=""; else as_root="sudo"; fi
$as_root apt-get update -qq
# shellcheck disable=SC2086 - several names
$as_root apt-get install -y -qq $missing >/dev/null
