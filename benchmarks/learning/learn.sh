#!/usr/bin/env bash
# Trains the architectures at equal parameters and steps, and prints the results as Markdown tables.
#   PIXELFW_DATA=… benchmarks/learning/learn.sh [OUT] [JOBS]
# Each run computes on one thread, JOBS of them at a time. A run that has its result is not repeated.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=${1:-runs/learning} jobs=${2:-2}
mkdir -p "$out"

# NAME CONFIG SETTINGS…, the longest first
runs() {
    echo "cifar-diagonal-bilstm cifar model.architecture=diagonal-bilstm model.hidden=23"
    echo "cifar-row-lstm cifar model.architecture=row-lstm model.hidden=24"
    echo "mnist-diagonal-bilstm mnist model.architecture=diagonal-bilstm model.hidden=15"
    echo "cifar-pixelcnn cifar model.architecture=pixelcnn model.hidden=43"
    for skip in false true; do
        for residual in false true; do
            echo "connections-residual-$residual-skip-$skip mnist model.layers=4 model.residual=$residual model.skip=$skip"
        done
    done
    for depth in 3 2 1; do echo "mnist-row-lstm-depth-$depth mnist model.layers=$depth"; done
    echo "mnist-pixelcnn mnist model.architecture=pixelcnn model.hidden=28"
}

run() {
    local name=$1 config=$2 sets=()
    shift 2
    for setting; do sets+=(--set "$setting"); done
    [[ -f $out/$name/result.json ]] ||
        "$root/pixelfw" run "$root/benchmarks/learning/$config.yaml" --out "$out/$name" "${sets[@]}" >"$out/$name.log" 2>&1 ||
        echo "$name failed; see $out/$name.log" >&2
}
export -f run
export out root
"$root/pixelfw" plugins >/dev/null # builds once, before the runs start together
runs | xargs -P "$jobs" -L 1 bash -c 'run "$@"' run

figure() { sed -n "s/.*\"$2\": \([0-9.]*\).*/\1/p" "$out/$1/result.json"; }
row() { printf '| %s | %d | %.2f | %.4f |\n' "$2" "$(figure "$1" effective_parameters)" "$(figure "$1" nats_per_image)" "$(figure "$1" bits_per_dim)"; }
table() {
    printf '\n%s\n\n| | parameters not masked | nats/image | bits/dim |\n|---|---|---|---|\n' "$1"
}
table "Static binarised MNIST, test"
row mnist-pixelcnn PixelCNN; row mnist-row-lstm-depth-3 "Row LSTM"; row mnist-diagonal-bilstm "Diagonal BiLSTM"
table "CIFAR-10, test"
row cifar-pixelcnn PixelCNN; row cifar-row-lstm "Row LSTM"; row cifar-diagonal-bilstm "Diagonal BiLSTM"
table "Row LSTM of 4 layers on static binarised MNIST: connections"
row connections-residual-false-skip-false none; row connections-residual-false-skip-true skip
row connections-residual-true-skip-false residual; row connections-residual-true-skip-true both
table "Row LSTM on static binarised MNIST: depth"
for depth in 1 2 3; do row mnist-row-lstm-depth-$depth "$depth"; done
