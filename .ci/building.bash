# What scenarios/try and tests/run share; sourced, sets nothing but functions.
# shellcheck shell=bash

# A folder that we can write in, or can create and then write in.
can_hold() {
  local folder=$1
  while [ ! -e "$folder" ]; do
    folder=$(dirname -- "$folder")
  done
  [ -d "$folder" ] && [ -w "$folder" ] && [ -x "$folder" ]
}

# quietly LOG COMMAND...: on a terminal shows the command at work, elsewhere keeps its output in LOG
# and shows it only when the command fails.
quietly() {
  local log=$1
  shift
  if [ -t 2 ]; then
    "$@" >&2
  elif ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 60 "$log" >&2
    return 1
  fi
}

# configure ROOT FOLDER OPTION...: once; afterwards ninja itself notices changed CMake files.
configure() {
  local root=$1 folder=$2 fresh=()
  shift 2
  if [ -f "$folder/CMakeCache.txt" ] &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
    fresh=(--fresh) # the tree was moved or copied with its build folder
  elif [ -f "$folder/build.ninja" ]; then
    return 0
  fi
  if command -v ccache >/dev/null; then
    set -- "$@" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache
  fi
  mkdir -p "$folder"
  echo "configuring $folder" >&2
  local log=$folder/configure.log
  if ! cmake "${fresh[@]}" -S "$root" -B "$folder" -G Ninja "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    return 1
  fi
}

# build FOLDER TARGET...: one line, progress on a terminal only.
build() {
  local folder=$1
  shift
  if ninja -C "$folder" -n "$@" 2>/dev/null | grep -q 'no work to do'; then
    return 0
  fi
  echo "building $* in $folder" >&2
  NINJA_STATUS='[%f/%t] ' quietly "$folder/build.log" ninja -C "$folder" "$@"
}
