"""
Times one model's step in PyTorch and prints one JSON line, the same that Adversa.Bench prints:

    {"median_ms": …, "images_per_second": …, "peak_mb": …, "step_ms": [ … ], "parameters": …, "version": …}

On a GPU (--device cuda) a step's time is the mean over a block of steps, and the GPU is waited for at the end of each block alone.
peak_mb is the largest resident memory that the process ever had, in MiB; parameters counts those of all networks.

`Adversa.Bench suite` runs it in a process of its own for every round. A further model is one more class in pytorch_models.
"""

import argparse
import json
import pathlib
import resource
import statistics
import sys
import time

import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "fixtures"))
from pytorch_models import MODELS

BLOCKS_ON_GPU = 10
MEMORY_FORMATS = {"channels-last": torch.channels_last, "contiguous": torch.contiguous_format}


def time_steps(model, args, is_cuda):
    """Milliseconds of a step, the mean of each block of steps, after the warm-up."""
    blocks = min(args.steps, BLOCKS_ON_GPU) if is_cuda else args.steps
    for _ in range(args.warm_up):
        model.step()
    milliseconds = []
    for block in range(blocks):
        steps = (args.steps + block) // blocks
        if is_cuda:
            torch.cuda.synchronize()
        start = time.perf_counter()
        for _ in range(steps):
            model.step()
        if is_cuda:
            torch.cuda.synchronize()
        milliseconds.append(1e3 * (time.perf_counter() - start) / steps)
    return milliseconds


def blas():
    """The matrix library that PyTorch loaded, which decides the speed of its transposed convolutions on the CPU."""
    maps = pathlib.Path("/proc/self/maps")
    text = maps.read_text() if maps.exists() else ""
    names = {"openblas": "OpenBLAS", "mkl": "MKL", "blis": "BLIS", "atlas": "ATLAS", "libblas": "reference BLAS"}
    return next((name for key, name in names.items() if key in text), "unknown BLAS")


def peak_megabytes():
    """VmHWM; where /proc is missing, what the system counted, which may begin with the parent's memory."""
    status = pathlib.Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM:")) / 1024


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=MODELS, default="dcgan")
    numbers = {"size": 64, "channels": 3, "features": 64, "batch": 64, "steps": 5, "warm-up": 2, "threads": 2}
    for name, default in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--z", type=int, help="length of the noise; default: the model's own")
    parser.add_argument("--freeze-discriminator", action="store_true", help="no weight gradients of D while G trains")
    parser.add_argument("--device", default="cpu", help="cpu, or cuda")
    parser.add_argument("--tf32", action="store_true", help="on a GPU: products of 10-bit mantissas on the tensor cores")
    parser.add_argument("--memory", choices=MEMORY_FORMATS, default="channels-last")
    args = parser.parse_args()
    args.memory_format = MEMORY_FORMATS[args.memory]
    args.z = args.z or MODELS[args.model].LATENT
    return args


def main():
    args = arguments()
    is_cuda = args.device.startswith("cuda")
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = args.tf32

    model = MODELS[args.model](args)
    parameters = sum(parameter.numel() for net in model.networks() for parameter in net.parameters())
    milliseconds = time_steps(model, args, is_cuda)
    median = statistics.median(milliseconds)
    print(json.dumps({
        "median_ms": median,
        "images_per_second": 1e3 * args.batch / median,
        "peak_mb": peak_megabytes(),
        "step_ms": milliseconds,
        "parameters": parameters,
        "version": f"PyTorch {torch.__version__}, {torch.cuda.get_device_name() if is_cuda else blas()}",
    }))


if __name__ == "__main__":
    main()
