#!/bin/sh
# Makes the virtual environment from the lock: exact versions, checked by hash, nothing else.
set -eu
venv=$1
python=$(command -v python3.11 || command -v python3)

if ! "$python" -m venv "$venv"; then
  echo "Python's venv module is missing: installing Debian's python3-venv" >&2
  apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv
  "$python" -m venv "$venv"
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
# Bytecode from the start: where Python may write none (pip then makes none either), every cold
# start would compile all of it. Some libraries ship templates that are no Python: they are not ours to mind.
"$venv/bin/python" -m compileall -q -j 0 "$venv/lib" > /dev/null || :
"$venv/bin/python" -m compileall -q schemas extractors validators routing store desk reports flows lingtan
