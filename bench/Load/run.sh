#!/usr/bin/env bash
# Measures workflows over HTTP on this machine, persisted and flushed, with wrk beside the server: bench/Load/run.sh [seconds]
set -euo pipefail

cd "$(dirname "$0")"
seconds=${1:-10}
port=5399
command -v wrk > /dev/null || { echo "wrk is not installed: apt-get install wrk" >&2; exit 1; }

dotnet build -c Release -v quiet
dotnet bin/Release/net10.0/Load.dll --urls "http://127.0.0.1:$port" > /tmp/transcribe-bench.log &
server=$!
trap 'kill $server' EXIT
until grep -q ready /tmp/transcribe-bench.log; do sleep 0.2; done

ticks=$(getconf CLK_TCK)
cpu() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }
printf '| %-18s | %11s | %10s | %9s | %9s | %10s |\n' path connections "per second" p50 p99 "CPU ms"
for path in bare workflows/hello workflows/steps; do
  wrk -t1 -c8 -d3s "http://127.0.0.1:$port/$path" > /dev/null
  for connections in 1 16 64; do
    before=$(cpu)
    out=$(wrk -t1 -c"$connections" -d"${seconds}s" --latency "http://127.0.0.1:$port/$path")
    requests=$(awk '/requests in/ { print $1 }' <<< "$out")
    printf '| %-18s | %11s | %10s | %9s | %9s | %10s |\n' "$path" "$connections" \
      "$(awk '/Requests\/sec/ { print int($2) }' <<< "$out")" "$(awk '$1 == "50%" { print $2 }' <<< "$out")" "$(awk '$1 == "99%" { print $2 }' <<< "$out")" \
      "$(awk -v t="$(( $(cpu) - before ))" -v k="$ticks" -v n="$requests" 'BEGIN { printf "%.3f", t / k * 1000 / n }')"
    grep -E 'Non-2xx' <<< "$out" || true
  done
done
awk '/VmRSS/ { print "Resident memory after the load: " int($2 / 1024) " MB" }' "/proc/$server/status"
