#!/usr/bin/env bash
# Everything that needs a GPU, on a machine that has one and no .NET:
#
#     scripts/gpu-check.sh ADVERSA [FOLDER]
#
# ADVERSA is the single file that `dotnet publish Adversa.Cli` makes. On each GPU device (or those named in DEVICES) it runs the
# table of functions, the ladders of matrix product and convolution, and training steps of DCGAN and WGAN-GP; beside them the
# same steps in PyTorch, if python3 has it, with TF32 off and on. FOLDER (default: gpu-check) gets the output of each command,
# gpu-check.json and gpu-check.md. The whole takes some minutes; no command may take longer than LIMIT seconds (default 90).
set -uo pipefail

if [ $# -lt 1 ] || [ ! -x "$1" ]; then
    echo "usage: $0 ADVERSA [FOLDER]   (ADVERSA: the published program; found: ${1:-nothing})" >&2
    exit 2
fi

adversa=$(realpath "$1")
out=$(mkdir -p "${2:-gpu-check}" && realpath "${2:-gpu-check}")
scripts=$(dirname "$(realpath "$0")")
limit=${LIMIT:-90}
batch=${BATCH:-128}
features=${FEATURES:-64}
steps=${STEPS:-50}
failures=0

# Runs a command within the time limit; its output and how it ended lie in FOLDER under the given name.
attempt() {
    local name=$1 status=0
    shift
    echo "== $name"
    timeout "$limit" "$@" >"$out/$name.txt" 2>&1 || status=$?
    echo "$status" >"$out/$name.status"
    [ "$status" -eq 0 ] || { failures=$((failures + 1)); echo "   ended with $status:"; tail -n 3 "$out/$name.txt" | sed 's/^/   /'; }
}

# What an earlier run left, and nothing else: FOLDER may hold other things.
for status in "$out"/*.status; do rm -f "$status" "${status%.status}.txt" "${status%.status}.json"; done
rm -f "$out/gpu-check.json" "$out/gpu-check.md"
attempt devices "$adversa" devices
cat "$out/devices.txt"
devices=${DEVICES:-$(grep -oE '^(cuda|opencl):[0-9]+ ' "$out/devices.txt")}
[ -n "$devices" ] || { echo "no GPU device found, see above; DEVICES=\"cuda:0\" names one" >&2; exit 1; }

for device in $devices; do
    name=${device/:/}
    attempt "check-$name" "$adversa" check --device "$device" --json "$out/check-$name.json"
    for ladder in matmul conv2d; do
        attempt "ladder-$ladder-$name" "$adversa" kernels ladder "$ladder" --device "$device" --json "$out/ladder-$ladder-$name.json"
    done
    for model in dcgan wgan-gp; do
        for shape in "64 3" "32 1"; do
            read -r size channels <<<"$shape"
            attempt "step-$model-$size-$name" "$adversa" step --model "$model" --size "$size" --channels "$channels" \
                --features "$features" --batch "$batch" --steps "$steps" --device "$device" --json "$out/step-$model-$size-$name.json"
        done
    done
done

if python3 -c 'import sys, torch; sys.exit(not torch.cuda.is_available())' 2>/dev/null; then
    for model in dcgan wgan-gp; do
        for shape in "64 3" "32 1"; do
            read -r size channels <<<"$shape"
            for tf32 in "" --tf32; do
                for memory in contiguous channels-last; do
                    name="pytorch-$model-$size${tf32/--/-}-$memory"
                    attempt "$name" python3 "$scripts/pytorch_step.py" --device cuda $tf32 --memory "$memory" --model "$model" \
                        --size "$size" --channels "$channels" --features "$features" --batch "$batch" --steps "$steps" \
                        --freeze-discriminator
                done
            done
        done
    done
else
    echo "PyTorch with CUDA is absent: no peer to compare with"
fi

if command -v python3 >/dev/null; then
    python3 "$scripts/gpu_report.py" "$out" && cat "$out/gpu-check.md"
else
    echo "python3 is absent: the results lie in $out, but no table was made"
fi
echo "$failures commands failed"
[ "$failures" -eq 0 ]
