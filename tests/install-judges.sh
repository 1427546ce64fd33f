#!/bin/sh
# Make the outside judges of the formats available: what Debian and npm have of them; PyPI's are in the `dev` extra.
# Never fails: a judge that is missing is skipped by the tests, which say so at their end. Does nothing when all is there.
set -u

here=$(dirname "$0")/judges
have() { command -v "$1" >/dev/null 2>&1; }

missing=""
have java || missing="$missing default-jre-headless"
have node && have npm || missing="$missing nodejs npm"
have soffice || missing="$missing libreoffice-writer-nogui libreoffice-math-nogui fonts-dejavu-core"

if [ -n "$missing" ]; then
    if [ "$(id -u)" -ne 0 ] || ! have apt-get; then
        echo "Judges that need them will be skipped. On Debian: apt-get install$missing" >&2
    else
        echo "Installing for the judges:$missing ..."
        export DEBIAN_FRONTEND=noninteractive
        timeout 120 apt-get update -qq >/dev/null || echo "Debian's lists of packages could not be fetched." >&2
        # One at a time, so that one which cannot be had does not take the others with it.
        for package in $missing; do
            timeout 600 apt-get install -y -qq --no-install-recommends "$package" >/dev/null ||
                echo "$package could not be installed; the judges that need it will be skipped." >&2
        done
    fi
fi

# npm's judges: as the lock says, once for each state of it.
stamp=$here/node_modules/.installed-lock.json
if have npm && ! cmp -s "$here/package-lock.json" "$stamp"; then
    echo "Installing the judges that npm has ..."
    # Chromium comes from Debian; puppeteer need not fetch one of its own.
    if (cd "$here" && PUPPETEER_SKIP_DOWNLOAD=1 \
        timeout 600 npm ci --loglevel=error --fetch-retries=1 --fetch-timeout=60000 >/dev/null); then
        cp "$here/package-lock.json" "$stamp"
    else
        echo "npm could not install its judges; they will be skipped." >&2
    fi
fi

# Schemas that a Python package ships, without the many packages that this one needs to run.
schemas=commonmeta-py==0.312
stamp=$here/python_modules/.installed
if [ "$(cat "$stamp" 2>/dev/null)" != "$schemas" ]; then
    echo "Installing the schemas of Crossref and of CITATION.cff ..."
    rm -rf "$here/python_modules"
    if timeout 300 "$here/../../.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
        --target "$here/python_modules" "$schemas"; then
        echo "$schemas" >"$stamp"
    else
        echo "PyPI did not give $schemas; the judges of the metadata will be skipped." >&2
    fi
fi
exit 0
