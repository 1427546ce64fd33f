#!/bin/sh
# Make a Chromium available to the browser tests, where that takes no more than Debian's package.
# Never fails: without a browser those tests are skipped, and say so.
set -u

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "No Chromium found; the browser tests will be skipped. On Debian: apt-get install chromium" >&2
    exit 0
fi
echo "Installing Debian's chromium for the browser tests ..."
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } >/dev/null; then
    echo "Chromium could not be installed; the browser tests will be skipped." >&2
fi
exit 0
