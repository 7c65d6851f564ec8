#!/usr/bin/env bash
# Measures pixelfw and a PyTorch yardstick in turn, and prints the medians of the rounds as a Markdown table.
#   benchmarks/compare/compare.sh [ROUNDS] [ARCHITECTURE]…
# ROUNDS are 3 and the architectures all three, unless given. pixelfw has two threads; the yardstick is measured with one and with two, and the
# better figure counts. The machine must be otherwise idle. PYTHON names another Python than Debian's; what was measured stays in runs/compare.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$root/runs/compare python=${PYTHON:-/usr/bin/python3}
export LC_ALL=C # numbers with a point

all=(pixelcnn row-lstm diagonal-bilstm)
rounds=${1:-3}
architectures=("${@:2}")
((${#architectures[@]})) || architectures=("${all[@]}")
wrong() { printf 'compare: %s\nusage: %s [ROUNDS] [%s]…\n' "$1" "$0" "$(IFS='|'; echo "${all[*]}")" >&2; exit 2; }
[[ $rounds =~ ^[1-9][0-9]*$ ]] || wrong "the rounds are '$rounds'; they must be a whole number from 1."
for architecture in "${architectures[@]}"; do
    [[ " ${all[*]} " == *" $architecture "* ]] || wrong "'$architecture' is not one of the architectures."
done
"$python" -c 'import torch' 2>/dev/null || {
    printf '%s\n' "compare: $python has no PyTorch. On Debian:" "" "    sudo apt-get install --no-install-recommends python3-torch" \
        "" "or name a Python that has it: PYTHON=…" >&2
    exit 1
}

# The networks of configs/bench/mnist.yaml and rgb.yaml.
mnist=(--image 1 28 28 --levels 2 --hidden 16 --layers 7 --head 32 --batch 16)
rgb=(--image 3 32 32 --levels 256 --hidden 48 --layers 4 --head 192 --batch 16)

ours() { "$root/pixelfw" bench "$root/configs/bench/$1.yaml" --set "model.architecture=$2" --set threads=2 --set "kernels=$3" --json >>"$out/$1-$2-$3"; }
theirs() {
    local -n sizes=$1
    "$python" "$root/benchmarks/compare/yardstick.py" "$2" "${sizes[@]}" --threads "$3" >>"$out/$1-$2-theirs-$3"
}

rm -rf "$out"
mkdir -p "$out"
"$root/pixelfw" plugins >/dev/null # builds before anything is timed
for ((round = 1; round <= rounds; round++)); do
    for images in mnist rgb; do
        for architecture in "${architectures[@]}"; do
            echo "compare: round $round of $rounds, $images, $architecture" >&2
            ours "$images" "$architecture" managed
            ours "$images" "$architecture" torch
            theirs "$images" "$architecture" 1
            theirs "$images" "$architecture" 2
        done
    done
done

# median FILE KEY: the figures of a file, one a round
median() {
    sed -n "s/.*\"$2\": \([-+.0-9eE]*\).*/\1/p" "$out/$1" | sort -g |
        awk -v OFMT=%.9g '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

# better RUN KEY -g|-gr: the yardstick's figure with the better number of threads, the first in that order
better() { { median "$1-theirs-1" "$2"; median "$1-theirs-2" "$2"; } | sort "$3" | head -n 1; }

# beside RUN KEY: ours : theirs | how many times
beside() { ratio "$(median "$1-managed" "$2")" "$(better "$1" "$2" -gr)"; }

# plain RUN KEY: ours : the same network in libtorch's own operations | how many times
plain() { ratio "$(median "$1-managed" "$2")" "$(median "$1-torch" "$2")"; }

ratio() {
    awk -v ours="$1" -v theirs="$2" '
        function figure(x) { return sprintf(x >= 100 ? "%.0f" : x >= 1 ? "%.1f" : "%.2g", x) }
        BEGIN { printf "%s : %s | %s×", figure(ours), figure(theirs), figure(ours / theirs) }'
}

echo "Images a second, ours : theirs, and how many times theirs; the highest memory of the process, MB. Medians of $rounds, batch 16."
"$python" -c '
import os, re, torch
torch.ones(2, 2) @ torch.ones(2, 2)
blas = {os.path.basename(line.split()[-1]) for line in open("/proc/self/maps") if re.search("/lib[a-z_]*(blas|mkl)[^/]*$", line)}
print("Theirs: PyTorch", torch.__version__, "on", " and ".join(sorted(blas)) or "a BLAS of its own")'
printf '\n| | training | | evaluation | | sampling | | memory | parameters |\n|---|---|---|---|---|---|---|---|---|\n'
for images in mnist rgb; do
    for architecture in "${architectures[@]}"; do
        run=$images-$architecture
        memory=$(awk -v ours="$(median "$run-managed" peak_memory_bytes)" -v theirs="$(better "$run" peak_memory_bytes -g)" \
            'BEGIN { printf "%.0f : %.0f", ours / 1e6, theirs / 1e6 }')
        echo "| $images, $architecture | $(beside "$run" train_images_per_s) | $(beside "$run" eval_images_per_s) |" \
            "$(beside "$run" sample_images_per_s) | $memory | $(median "$run-managed" params) : $(median "$run-theirs-1" params) |"
    done
done

printf '\nOurs beside the same networks in plain operations of the libtorch 2.10 that ships (kernels: torch):\n'
printf '\n| | training | | evaluation | | memory |\n|---|---|---|---|---|---|\n'
for images in mnist rgb; do
    for architecture in "${architectures[@]}"; do
        run=$images-$architecture
        memory=$(awk -v ours="$(median "$run-managed" peak_memory_bytes)" -v theirs="$(median "$run-torch" peak_memory_bytes)" \
            'BEGIN { printf "%.0f : %.0f", ours / 1e6, theirs / 1e6 }')
        echo "| $images, $architecture | $(plain "$run" train_images_per_s) | $(plain "$run" eval_images_per_s) | $memory |"
    done
done
