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
    local plusplus="model.architecture=pixelcnn-plus-plus model.resolutions=2 model.layers=1 model.dropout=0"
    echo "cifar-gated-pixelcnn cifar model.architecture=gated-pixelcnn model.hidden=16"
    echo "cifar-pixelcnn-plus-plus cifar $plusplus model.hidden=8 model.likelihood=logistic-mixture"
    echo "cifar-diagonal-bilstm cifar model.architecture=diagonal-bilstm model.hidden=23"
    echo "cifar-row-lstm cifar model.architecture=row-lstm model.hidden=24"
    echo "cifar-multi-scale cifar model.architecture=multi-scale model.hidden=12"
    echo "mnist-pixelcnn-plus-plus mnist $plusplus model.hidden=4"
    echo "mnist-gated-pixelcnn mnist model.architecture=gated-pixelcnn model.hidden=9"
    echo "mnist-gated-pixelcnn-classes mnist model.architecture=gated-pixelcnn model.hidden=9 data.labels=true"
    echo "mnist-diagonal-bilstm mnist model.architecture=diagonal-bilstm model.hidden=15"
    echo "cifar-pixelcnn cifar model.architecture=pixelcnn model.hidden=43"
    for likelihood in logistic gaussian; do
        echo "cifar-pixelcnn-$likelihood cifar model.architecture=pixelcnn model.hidden=43 model.likelihood=$likelihood-mixture"
    done
    echo "mnist-multi-scale mnist model.architecture=multi-scale model.hidden=10"
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
row mnist-multi-scale Multi-Scale; row mnist-gated-pixelcnn "Gated PixelCNN"; row mnist-pixelcnn-plus-plus PixelCNN++
table "CIFAR-10, test"
row cifar-pixelcnn PixelCNN; row cifar-row-lstm "Row LSTM"; row cifar-diagonal-bilstm "Diagonal BiLSTM"
row cifar-multi-scale Multi-Scale; row cifar-gated-pixelcnn "Gated PixelCNN"; row cifar-pixelcnn-plus-plus PixelCNN++
table "PixelCNN on CIFAR-10: likelihood"
row cifar-pixelcnn softmax; row cifar-pixelcnn-logistic logistic-mixture; row cifar-pixelcnn-gaussian "gaussian-mixture (a bound)"
table "Gated PixelCNN on static binarised MNIST: classes"
row mnist-gated-pixelcnn none; row mnist-gated-pixelcnn-classes "given the digit"
table "Row LSTM of 4 layers on static binarised MNIST: connections"
row connections-residual-false-skip-false none; row connections-residual-false-skip-true skip
row connections-residual-true-skip-false residual; row connections-residual-true-skip-true both
table "Row LSTM on static binarised MNIST: depth"
for depth in 1 2 3; do row mnist-row-lstm-depth-$depth "$depth"; done
