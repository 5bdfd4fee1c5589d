#!/usr/bin/env bash
# Installs what the tests need (Debian and its kin), then runs them all.
# The last line is "N passed, N failed, N skipped"; the exit code is 0 only when nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# program → the Debian package that brings it
declare -A packages=(
  [softhsm2-util]=softhsm2 [pkcs11-tool]=opensc [p11-kit]="p11-kit p11-kit-modules" [pgrep]=procps [pdfsig]=poppler-utils [pdftoppm]=poppler-utils
  [qpdf]=qpdf [openssl]=openssl [gcc]="gcc libc6-dev" [curl]=curl
  [chromium]="chromium fonts-dejavu-core"
)
missing=()
for program in "${!packages[@]}"; do
  command -v "$program" >/dev/null || missing+=(${packages[$program]})
done
if ((${#missing[@]})); then
  mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
  echo "Installing ${missing[*]}"
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  if ! command -v apt-get >/dev/null ||
     ! { "${as_root[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"; } </dev/null >/dev/null; then
    echo "Could not install them: the tests that need them will say that they were skipped." >&2
  fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test --solution Signing.sln --configuration Release --no-progress --output Normal "$@" </dev/null 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

# One summary stands at the end of the run: "total: N", "failed: N", "succeeded: N", "skipped: N".
count() { grep -E "^[[:space:]]*$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' | head -n 1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
if [ -z "$passed" ]; then
  echo "The tests did not run." >&2
  passed=0 failed=1 skipped=0
fi
# A run that failed without a failing test (a build error, a crash) is not a green one.
[ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
