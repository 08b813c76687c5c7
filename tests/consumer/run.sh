#!/usr/bin/env bash
# Installs the library, builds the consumer against it, and runs that.
#
#   run.sh BUILD_FOLDER
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cmake --install "$1" --prefix "$folder/prefix" > /dev/null
cmake -S "$source" -B "$folder/build" -G Ninja -DCMAKE_PREFIX_PATH="$folder/prefix" > /dev/null
cmake --build "$folder/build" > /dev/null
found=$("$folder/build/consumer" "$folder/index.db")
[ "$found" = 1 ] || { echo "found '$found' instead of article 1" >&2; exit 1; }
echo "the installed library finds its article"
