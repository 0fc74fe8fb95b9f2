"""
Makes gpu-check.json and gpu-check.md of what gpu-check.sh has left in a folder.

    python3 scripts/gpu_report.py FOLDER

The ratio of a step is PyTorch's time over Adversa's on the same machine, PyTorch with the faster of its two memory formats:
above 1, Adversa is faster. Commands that failed are named in the table.
"""

import json
import pathlib
import platform
import subprocess
import sys


def last_json(path):
    """The last line of a command's output that is a JSON object; None where there is none."""
    lines = [line for line in path.read_text(errors="replace").splitlines() if line.startswith("{")]
    return json.loads(lines[-1]) if lines else None


def machine():
    """Names of what the numbers were taken on."""
    query = ["nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader"]
    try:
        gpu = subprocess.run(query, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        gpu = "no NVIDIA GPU"
    return {"gpu": gpu, "system": platform.platform()}


def collect(folder):
    """Everything by kind: checks, ladders, steps, PyTorch's steps, failures."""
    found = {"machine": machine(), "checks": [], "ladders": [], "steps": [], "pytorch": {}, "failures": []}
    for status in sorted(folder.glob("*.status")):
        name, code = status.stem, int(status.read_text())
        output, result = folder / f"{name}.txt", folder / f"{name}.json"
        if code != 0:
            tail = output.read_text(errors="replace").strip().splitlines()[-1:]
            found["failures"].append({"command": name, "status": code, "last_line": "".join(tail)})
        if name.startswith("pytorch-"):
            timing = last_json(output)
            if timing:
                found["pytorch"][name.removeprefix("pytorch-")] = timing
        elif result.exists():
            kind = {"check": "checks", "ladder": "ladders", "step": "steps"}[name.split("-")[0]]
            found[kind].append(json.loads(result.read_text()))
    return found


def pytorch_ms(found, step, tf32):
    """PyTorch's time of the same step with the faster memory format, or None."""
    begin = f"{step['model']}-{step['size']}{'-tf32' if tf32 else ''}-"
    times = [timing["median_ms"] for name, timing in found["pytorch"].items()
             if name in (begin + "contiguous", begin + "channels-last")]
    return min(times, default=None)


def against(mine, peer):
    return "" if peer is None else f"{peer:.2f} ({peer / mine:.2f}×)"


def markdown(found):
    lines = ["# GPU check", "", f"{found['machine']['gpu']}; {found['machine']['system']}", ""]
    lines += ["## Functions", "", "| device | right | wrong |", "|---|---|---|"]
    lines += [f"| {check['device']} ({check['device_description']}) | {check['right']} | {check['wrong']} |"
              for check in found["checks"]]
    lines += ["", "## Training steps", "", "| model | images | device | ms | images/s | PyTorch, TF32 off | PyTorch, TF32 on |",
              "|---|---|---|---|---|---|---|"]
    for step in found["steps"]:
        mine = step["median_ms"]
        lines.append(
            f"| {step['model']} | {step['size']}×{step['size']}×{step['channels']}, batch {step['batch']} | {step['device']} "
            f"| {mine:.2f} | {step['images_per_second']:.0f} | {against(mine, pytorch_ms(found, step, False))} "
            f"| {against(mine, pytorch_ms(found, step, True))} |")
    for ladder in found["ladders"]:
        lines += ["", f"## Ladder: {ladder['ladder']} on {ladder['device']}", "",
                  "| rung | idea | ms | GFLOP/s | of peak | right |", "|---|---|---|---|---|---|"]
        lines += [f"| {rung['number']} {rung['name']} | {rung['idea']} | {rung['ms']:.3f} | {rung['gflops']:.0f} "
                  f"| {100 * rung['share_of_peak']:.0f} % | {'yes' if rung['right'] else 'NO'} |" for rung in ladder["rungs"]]
    if found["failures"]:
        lines += ["", "## Failed", ""]
        lines += [f"- `{failure['command']}` ended with {failure['status']}: {failure['last_line']}"
                  for failure in found["failures"]]
    return "\n".join(lines) + "\n"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    found = collect(folder)
    (folder / "gpu-check.json").write_text(json.dumps(found, indent=1) + "\n")
    (folder / "gpu-check.md").write_text(markdown(found))


if __name__ == "__main__":
    main()
