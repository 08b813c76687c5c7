# shellcheck shell=bash
# Shared by ./demo and ./check, which source it from the repository's root: steps that say what they
# do and how long they took, the packages of packages.txt, and builds by preset.

set -euo pipefail
export LC_ALL=C.UTF-8

log_folder=build/logs

seconds_since() { # START, as $EPOCHREALTIME gave it
  local now=${EPOCHREALTIME/[.,]/} start=${1/[.,]/}
  local tenths=$(((now - start) / 100000))
  printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

# step WHAT COMMAND...: one line with the time it took. What the command prints goes to a file,
# which is shown if it fails; then the script ends with 1.
step() {
  local what=$1 start=$EPOCHREALTIME
  local log=$log_folder/${what//[^a-z0-9]/_}.log
  shift
  mkdir -p "$log_folder"
  printf '%-44s ' "$what ..."
  if "$@" >"$log" 2>&1; then
    printf '%s\n' "$(seconds_since "$start")"
    return
  fi
  printf 'failed after %s\n\n' "$(seconds_since "$start")"
  tail -n 60 "$log" >&2
  printf '\n%s failed; the whole output is in %s\n' "$what" "$log" >&2
  exit 1
}

wanted_packages() { sed -e 's/#.*//' packages.txt | xargs -n 1; }

missing_packages() {
  # dpkg-query fails when it does not know one, and still lists the others.
  comm -23 <(wanted_packages | sort) \
    <(wanted_packages | xargs dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null |
      sed -n 's/^installed //p' | sort)
}

# How to run a command as root without stopping at a question nobody can answer, one word a line.
# Fails if there is no way.
root_command() {
  if [ "$(id -u)" = 0 ]; then
    echo env
  elif ! command -v sudo >/dev/null; then
    return 1
  elif sudo -n true 2>/dev/null; then
    printf '%s\n' sudo -n
  elif [ -t 0 ] && [ -t 2 ]; then
    # Asks here, since what a step asks would go to its log.
    sudo -v && printf '%s\n' sudo -n
  else
    return 1
  fi
}

refuse_to_install() { # PACKAGE...
  {
    echo "These packages are missing, and installing them needs root (or sudo):"
    echo
    echo "  apt-get install --no-install-recommends $*"
    echo
    echo "Install them, then run this again."
  } >&2
  exit 1
}

apt() { # COMMAND...
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qy -o DPkg::Lock::Timeout=300 "$@"
}

# Lists of packages that cannot be fetched may still be good enough to install from.
update_and_install() { # PACKAGE...
  apt update || echo "apt-get update failed; trying with the lists that are here"
  apt install --no-install-recommends "$@"
}

install_packages() {
  if ! command -v dpkg-query >/dev/null; then
    echo "not a Debian system: taking it that all of packages.txt is here"
    return
  fi
  local -a missing
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -gt 0 ] || return 0
  mapfile -t as_root < <(root_command)
  [ ${#as_root[@]} -gt 0 ] || refuse_to_install "${missing[@]}"
  step "install missing packages (${#missing[@]})" update_and_install "${missing[@]}"
}

build_preset() { # PRESET [TARGET]; without TARGET everything
  local made=build/$1/build.ninja note=
  [ -e "build/$1/.ninja_log" ] || note=" (minutes, the first time)"
  # Ninja runs cmake again by itself, but does not know of the presets.
  if [ ! -e "$made" ] || [ CMakePresets.json -nt "$made" ]; then
    step "configure $1" cmake --preset "$1"
    touch -c "$made"
  fi
  step "build $1$note" cmake --build --preset "$1" ${2:+--target "$2"}
}
