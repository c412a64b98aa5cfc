#!/bin/sh
# Have Debian's chromium and PostgreSQL, where this machine lets us install them. Tests that lack
# one of them are skipped, and say so.
set -eu
missing=""
command -v chromium >/dev/null || missing="$missing chromium"
[ -d /usr/lib/postgresql ] || missing="$missing postgresql"
[ -z "$missing" ] && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing$missing (once) ..." >&2
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
else
  echo "Missing:$missing. The tests that need them are skipped." >&2
fi
