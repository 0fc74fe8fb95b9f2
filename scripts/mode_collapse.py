"""
How many of 25 Gaussians a GAN finds under several losses and remedies: the table of docs/mode-collapse.md.

    python3 scripts/mode_collapse.py --seeds 1 2 3

Every run is `adversa train --recipe gaussians-25` with the overrides below, and is judged by `adversa evaluate`: 10,000
samples; a mode is covered by 20 of them within 3σ. The pictures of the first seed go to docs/images/. A run that is there
already is judged again, not trained again.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
PLAIN = ["--loss", "non-saturating", "--penalty", "none"]
ONE_STEP = ["--discriminator-steps", "1"]
METHODS = {
    "plain": PLAIN,
    "plain, one D step": PLAIN + ONE_STEP,
    "minibatch standard deviation": PLAIN + ONE_STEP + ["--minibatch-layer", "standard-deviation"],
    "R1": ["--loss", "non-saturating", "--penalty", "r1"] + ONE_STEP,
    "WGAN-GP": [],
}


def adversa(*arguments):
    """The last line that the command prints."""
    command = ["dotnet", "run", "-c", "Release", "--no-build", "--project", "Adversa.Cli", "--", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stderr or done.stdout}")
    return done.stdout.strip().splitlines()[-1]


def is_finished(run):
    """Whether the last line of the run's metrics is that of its last step."""
    try:
        steps = json.loads((run / "config.json").read_text())["steps"]
        return json.loads((run / "metrics.jsonl").read_text().splitlines()[-1])["step"] == steps
    except (FileNotFoundError, IndexError):
        return False


def run_of(method, overrides, seed, folder):
    """The run's folder and the seconds that training took, None if it was there."""
    run = folder / f"{method.replace(', ', '-').replace(' ', '-').lower()}-{seed}"
    if is_finished(run):
        return run, None
    shutil.rmtree(run, ignore_errors=True)
    start = time.perf_counter()
    adversa("train", "--recipe", "gaussians-25", "--seed", str(seed), "--out", str(run), *overrides)
    return run, time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "runs" / "mode-collapse", help="where the runs are kept")
    args = parser.parse_args()
    subprocess.run(["dotnet", "build", "-c", "Release", "Adversa.Cli", "-v", "q"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    print("| method | overrides of the recipe | seed | modes of 25 | high quality | seconds |")
    print("|---|---|---|---|---|---|")
    for method, overrides in METHODS.items():
        for seed in args.seeds:
            run, seconds = run_of(method, overrides, seed, args.out)
            found = json.loads(adversa("evaluate", str(run), "--json"))
            changed = f"`{' '.join(overrides)}`" if overrides else "none"
            took = "-" if seconds is None else f"{seconds:.0f}"
            print(f"| {method} | {changed} | {seed} | {found['modes_covered']} "
                  f"| {100 * found['high_quality_share']:.1f} % | {took} |", flush=True)
            if seed == args.seeds[0]:
                picture = max((run / "samples").glob("*.png"))
                shutil.copy(picture, ROOT / "docs" / "images" / f"gaussians-25-{run.name.rsplit('-', 1)[0]}.png")


if __name__ == "__main__":
    main()
