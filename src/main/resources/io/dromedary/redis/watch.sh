# Runs the command given as arguments and ends it when standard input ends, which is when the
# program that holds the other end of the pipe is gone, however it went. Prints the pid of the
# command first and ends with it.

# Ctrl-C and a closed terminal are for the program, which ends the command in its own time.
trap '' HUP INT QUIT TERM

# A background job reads /dev/null as its standard input, so the pipe needs another descriptor.
exec 3<&0

# The command leaves the terminal's process group for the same reason. `set -m` would not do: dash
# then takes the terminal away from the program. macOS has no setsid but has perl.
(
  trap - HUP INT QUIT TERM
  if command -v setsid >/dev/null 2>&1; then
    exec setsid "$@"
  elif command -v perl >/dev/null 2>&1; then
    exec perl -e 'setpgrp(0, 0); exec { $ARGV[0] } @ARGV' "$@"
  fi
  exec "$@"
) </dev/null >&2 3<&- &
command=$!
echo "$command"

(
  read -r _ <&3
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    kill -TERM "$command" || exit 0
    sleep 1
  done
  kill -KILL "$command"
) >/dev/null 2>&1 &
guard=$!
exec 3<&-

wait "$command"
status=$?
kill -KILL "$guard"
exit "$status"
