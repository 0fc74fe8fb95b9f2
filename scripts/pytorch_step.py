"""
Times one model's training step in PyTorch on the CPU and prints one JSON line, the same that Adversa.Bench prints:

    {"median_ms": …, "images_per_second": …, "peak_mb": …, "step_ms": [ … ], "version": …}

compare_step.py runs it in a process of its own for every round. A further model is one more class in MODELS: its
constructor takes the arguments below, its step() trains once.
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
import dcgan

WARM_UP_STEPS = 2


class Dcgan:
    """D on real, D on fake, one update; then G on the same fakes, one update. Both in channels-last memory."""

    def __init__(self, args):
        self.z, self.batch, self.freeze = args.z, args.batch, args.freeze_discriminator
        generator = dcgan.Generator(args.size, args.channels, args.features, args.z)
        discriminator = dcgan.Discriminator(args.size, args.channels, args.features)
        self.nets = generator, discriminator
        for net in self.nets:
            net.apply(dcgan.initialize).to(memory_format=torch.channels_last)
        self.optimizers = [torch.optim.Adam(net.parameters(), lr=2e-4, betas=(0.5, 0.999)) for net in self.nets]
        images = torch.rand(args.batch, args.channels, args.size, args.size) * 2 - 1
        self.real = images.to(memory_format=torch.channels_last)

    def step(self):
        z = torch.randn(self.batch, self.z, 1, 1)
        dcgan.train_step(*self.nets, *self.optimizers, self.real, z, freeze_discriminator=self.freeze)


MODELS = {"dcgan": Dcgan}


def time_steps(model, count):
    """Milliseconds of each of `count` steps, after the warm-up."""
    milliseconds = []
    for step in range(WARM_UP_STEPS + count):
        start = time.perf_counter()
        model.step()
        if step >= WARM_UP_STEPS:
            milliseconds.append(1e3 * (time.perf_counter() - start))
    return milliseconds


def blas():
    """The matrix library that PyTorch loaded, which decides the speed of its transposed convolutions on the CPU."""
    maps = pathlib.Path("/proc/self/maps")
    text = maps.read_text() if maps.exists() else ""
    names = {"openblas": "OpenBLAS", "mkl": "MKL", "blis": "BLIS", "atlas": "ATLAS", "libblas": "reference BLAS"}
    return next((name for key, name in names.items() if key in text), "unknown BLAS")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=MODELS, default="dcgan")
    for name, default in (("size", 64), ("channels", 3), ("features", 64), ("batch", 64), ("steps", 5), ("threads", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--z", type=int, default=100)
    parser.add_argument("--freeze-discriminator", action="store_true", help="no weight gradients of D while G trains")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)

    milliseconds = time_steps(MODELS[args.model](args), args.steps)
    median = statistics.median(milliseconds)
    print(json.dumps({
        "median_ms": median,
        "images_per_second": 1e3 * args.batch / median,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "step_ms": milliseconds,
        "version": f"PyTorch {torch.__version__}, {blas()}",
    }))


if __name__ == "__main__":
    main()
