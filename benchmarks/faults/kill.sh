#!/usr/bin/env bash
# Kills trainings at random moments, lets each go on by --resume, and compares what they leave with an uninterrupted one.
#   benchmarks/faults/kill.sh [KILLS] [SEED]
# 100 kills with seed 1, unless given. Exits 1 if a training was lost, or left another result, curve, sample or weight. What it did stays in runs/faults.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
kills=${1:-100} out=$root/runs/faults
RANDOM=${2:-1}
[[ $kills =~ ^[1-9][0-9]*$ && ${2:-1} =~ ^[0-9]+$ ]] || { echo "usage: $0 [KILLS] [SEED], whole numbers" >&2; exit 2; }

rm -rf "$out"
mkdir -p "$out"
cat >"$out/kill.yaml" <<'YAML'
# Changes files as often as it can: a checkpoint every second step, samples after every epoch.
data:
  set: sample
  limit: 40
model:
  architecture: pixelcnn
  hidden: 3
  layers: 1
  head: 3
training:
  optimizer: adam
  batch: 5
  steps: 60
  ema: 0.5
  validateEvery: 3
  checkpointEvery: 2
  logEvery: 1
sampling:
  count: 1
  every: 1
threads: 1
YAML
"$root/pixelfw" plugins >/dev/null # builds
# In a process of its own, which becomes the training: a kill is to reach it.
train() { exec dotnet "$root/artifacts/bin/Pixel.Cli/release/pixelfw.dll" run "$out/kill.yaml" --out "$1" "${@:2}"; }

# All that a run leaves, but for what the clock says.
outcome() {
    (cd "$1" && find . -type f ! -name .lock | LC_ALL=C sort | while read -r file; do
        printf '%s ' "$file"
        case $file in
            *.json | *.jsonl) sed -E 's/"(train_seconds|time|images_per_s)": ?("[^"]*"|[-+.0-9eE]+),?//g' "$file" ;;
            *) cat "$file" ;;
        esac | sha256sum
    done)
}

start=$(date +%s%N)
(train "$out/whole") >/dev/null 2>&1
longest=$((($(date +%s%N) - start) / 1000000))
outcome "$out/whole" >"$out/expected"
echo "kill.sh: an uninterrupted training takes $longest ms; killing $kills at random, seed ${2:-1}" >&2

killed=0 trainings=0 wrong=0
while ((killed < kills)); do
    trainings=$((trainings + 1))
    run=$out/run-$trainings
    while :; do
        resume=()
        compgen -G "$run/checkpoints/step-*" >/dev/null && resume=(--resume)
        train "$run" "${resume[@]}" >>"$out/log" 2>&1 &
        process=$!
        pause=$((RANDOM * 32768 + RANDOM))
        sleep "$(awk -v ms=$((pause % longest)) 'BEGIN { print ms / 1000 }')"
        if kill -9 $process 2>/dev/null; then
            killed=$((killed + 1))
            wait $process 2>/dev/null || true
        elif wait $process; then
            break
        else
            echo "kill.sh: $run: cannot go on; see $out/log" >&2
            wrong=$((wrong + 1))
            break
        fi
    done
    if ! outcome "$run" | diff "$out/expected" - >>"$out/log"; then
        echo "kill.sh: $run differs from $out/whole" >&2
        wrong=$((wrong + 1))
    else
        rm -rf "$run"
    fi
done
echo "$killed kills over $trainings trainings: $wrong lost or different"
((wrong == 0))
