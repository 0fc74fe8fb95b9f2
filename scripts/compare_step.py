"""
Compares a training step of Adversa with PyTorch's on the CPU, same network, batch and number of threads.

    python3 scripts/compare_step.py --rounds 5 --threads 2

Each round times both, each in a process of its own, first one and then the other (the next round the other way round),
so that a slow spell of the machine meets both. The ratio is PyTorch's median step over Adversa's in the same round: above
1, Adversa is faster. PyTorch runs the step as its DCGAN example does, which also computes weight gradients of D while G
trains and throws them away; with --freeze-discriminator it does not, as Adversa never does.

For a fair peer give PyTorch a fast matrix library: Debian's PyTorch uses whatever libblas.so.3 is, and with the reference
BLAS its transposed convolutions are some ten times slower than with OpenBLAS (package libopenblas0-pthread).
"""

import argparse
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
STEP = ("model", "size", "channels", "features", "batch", "steps", "threads")


class Failed(Exception):
    """A command did not do what it should; the text says which and why."""


def run(command, environment=None):
    """The command's standard output."""
    done = subprocess.run(command, cwd=ROOT, env=os.environ | (environment or {}), capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)}\nended with {done.returncode}:\n{(done.stderr or done.stdout)[-2000:]}")
    return done.stdout


def last_json(command, environment=None):
    """The last line of the command's output that is a JSON object."""
    lines = [line for line in run(command, environment).splitlines() if line.startswith("{")]
    if not lines:
        raise Failed(f"{' '.join(command)}\nprinted no JSON line")
    return json.loads(lines[-1])


def step_flags(args):
    return [text for name in STEP for text in (f"--{name}", str(getattr(args, name)))]


def time_pytorch(args):
    frozen = ["--freeze-discriminator"] if args.freeze_discriminator else []
    command = [args.python, "scripts/pytorch_step.py", *step_flags(args), *frozen]
    return last_json(command, {"OMP_NUM_THREADS": str(args.threads)})


def time_adversa(args):
    bench = ["dotnet", "run", "-c", "Release", "--no-build", "--project", "Adversa.Bench", "--"]
    return last_json([*bench, "step", *step_flags(args), "--device", "cpu", "--json"])


SIDES = {"pytorch": time_pytorch, "adversa": time_adversa}


def spread(values):
    """Smallest, middle and largest."""
    return {"min": min(values), "median": statistics.median(values), "max": max(values)}


def report(args, rounds):
    """The table, the ratio where both sides ran, and one JSON line."""
    sides = list(rounds[0])
    print(f"{args.model} {args.size}x{args.size}x{args.channels}, features {args.features}, batch {args.batch}, "
          f"{args.threads} threads, {platform.machine()}")
    print("round  " + "  ".join(f"{side + ' ms':>12}  {'images/s':>8}  {'peak MB':>8}" for side in sides))
    for number, results in enumerate(rounds, 1):
        print(f"{number:5}  " + "  ".join(
            f"{result['median_ms']:12.1f}  {result['images_per_second']:8.1f}  {result['peak_mb']:8.0f}"
            for result in results.values()))

    versions = {side: rounds[0][side]["version"] for side in sides if "version" in rounds[0][side]}
    print(*versions.values(), sep="\n")
    summary = {name: getattr(args, name) for name in STEP} | {"freeze_discriminator": args.freeze_discriminator, "versions": versions}
    for side in sides:
        summary[side] = spread([results[side]["median_ms"] for results in rounds])
        summary[f"{side}_peak_mb"] = max(results[side]["peak_mb"] for results in rounds)
    if len(sides) == len(SIDES):
        ratio = spread([results["pytorch"]["median_ms"] / results["adversa"]["median_ms"] for results in rounds])
        summary["ratio"] = ratio
        print("PyTorch ms / Adversa ms: {min:.2f} - {median:.2f} - {max:.2f} (smallest, median, largest)".format(**ratio))
    print(json.dumps(summary))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="dcgan")
    for name, default in (("size", 64), ("channels", 3), ("features", 64), ("batch", 64), ("steps", 5), ("threads", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=SIDES, help="time one side alone")
    parser.add_argument("--freeze-discriminator", action="store_true", help="PyTorch: no weight gradients of D while G trains")
    parser.add_argument("--python", default=sys.executable, help="the Python that has PyTorch")
    args = parser.parse_args()

    sides = [args.only] if args.only else list(SIDES)
    try:
        if "adversa" in sides:
            run(["dotnet", "build", "-c", "Release", "Adversa.Bench", "-v", "q"])
        rounds = []
        for number in range(args.rounds):
            order = sides if number % 2 == 0 else sides[::-1]
            timed = {side: SIDES[side](args) for side in order}
            rounds.append({side: timed[side] for side in sides})
    except Failed as failure:
        sys.exit(str(failure))
    report(args, rounds)


if __name__ == "__main__":
    main()
