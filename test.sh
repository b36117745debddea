#!/usr/bin/env bash
# Builds everything, runs every test, and ends with the line "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# What the tests expect is what a CPU computes; a GPU's own tests run by themselves (docs/speed.md).
export CUDA_VISIBLE_DEVICES=""

have_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1

# The browser tests need a Chromium; without one they are skipped and say so.
if ! have_browser && command -v apt-get >/dev/null 2>&1; then
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
  if [ -z "$as_root" ] || sudo -n true 2>/dev/null; then
    echo "Installing Chromium for the browser tests."
    $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null
  fi
fi
have_browser || echo "No Chromium was found and none could be installed: the browser tests are skipped." >&2

log=$(mktemp)
trap 'rm -f "$log"' EXIT

if ! dotnet build DipWeb.sln -c Release; then
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

dotnet test --solution DipWeb.sln -c Release --no-build --max-parallel-test-modules 1 \
  --minimum-expected-tests 5 --no-progress --no-ansi "$@" >"$log" 2>&1
status=$?
cat "$log"
awk '/^Test run summary/ { summary = 1 }
     summary && /failed:/ { failed = $2 }
     summary && /succeeded:/ { passed = $2 }
     summary && /skipped:/ { skipped = $2 }
     END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }' "$log"
exit $status
