"""
Times one model's training step in PyTorch and prints one JSON line, the same that Adversa.Bench prints:

    {"median_ms": …, "images_per_second": …, "peak_mb": …, "step_ms": [ … ], "version": …}

On a GPU (--device cuda) a step's time is the mean over a block of steps, and the GPU is waited for at the end of each block alone.

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
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "fixtures"))
import dcgan

WARM_UP_STEPS = 2
BLOCKS_ON_GPU = 10


class Dcgan:
    """D on real, D on fake, one update; then G on the same fakes, one update."""

    def __init__(self, args):
        self.z, self.batch, self.freeze = args.z, args.batch, args.freeze_discriminator
        self.device = args.device
        generator = dcgan.Generator(args.size, args.channels, args.features, args.z)
        discriminator = dcgan.Discriminator(args.size, args.channels, args.features)
        self.nets = generator, discriminator
        for net in self.nets:
            net.apply(dcgan.initialize).to(args.device, memory_format=args.memory_format)
        self.optimizers = [torch.optim.Adam(net.parameters(), lr=2e-4, betas=(0.5, 0.999)) for net in self.nets]
        images = torch.rand(args.batch, args.channels, args.size, args.size) * 2 - 1
        self.real = images.to(args.device, memory_format=args.memory_format)

    def step(self):
        z = torch.randn(self.batch, self.z, 1, 1, device=self.device)
        dcgan.train_step(*self.nets, *self.optimizers, self.real, z, freeze_discriminator=self.freeze)


class WganGp:
    """
    One step of a critic, the discriminator of DCGAN with biases in place of batch normalization, on given real and generated
    images; one update. On the CPU channels-last memory and a backward pass for each term are the fastest of what was tried (the
    terms in one sum, real and generated images in one batch, contiguous memory: each some hundredths slower).
    """

    def __init__(self, args):
        self.critic = self.network(args.size, args.channels, args.features)
        self.critic.to(args.device, memory_format=args.memory_format)
        self.optimizer = torch.optim.Adam(self.critic.parameters(), lr=1e-4, betas=(0.5, 0.9))
        shape = args.batch, args.channels, args.size, args.size
        self.real, self.fake = (
            (torch.rand(shape) * 2 - 1).to(args.device, memory_format=args.memory_format) for _ in range(2))

    @staticmethod
    def network(size, channels, features):
        layers = []
        for _ in range(dcgan.upsamplings(size)):
            layers += [nn.Conv2d(channels, features, 4, 2, 1), nn.LeakyReLU(0.2, inplace=True)]
            channels, features = features, 2 * features
        return nn.Sequential(*layers, nn.Conv2d(channels, 1, 4, 1, 0), nn.Flatten(0))

    def penalty(self):
        epsilon = torch.rand(len(self.real), 1, 1, 1, device=self.real.device)
        between = (epsilon * self.real + (1 - epsilon) * self.fake).requires_grad_()
        gradient, = torch.autograd.grad(self.critic(between).sum(), between, create_graph=True)
        return 10 * ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()

    def step(self):
        self.optimizer.zero_grad()
        self.critic(self.real).mean().neg().backward()
        self.critic(self.fake).mean().backward()
        self.penalty().backward()
        self.optimizer.step()


MEMORY_FORMATS = {"channels-last": torch.channels_last, "contiguous": torch.contiguous_format}
MODELS = {"dcgan": Dcgan, "wgan-gp": WganGp}


def time_steps(model, count, is_cuda):
    """Milliseconds of a step, the mean of each block of `count` steps in all, after the warm-up."""
    blocks = min(count, BLOCKS_ON_GPU) if is_cuda else count
    for _ in range(WARM_UP_STEPS):
        model.step()
    milliseconds = []
    for block in range(blocks):
        steps = (count + block) // blocks
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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=MODELS, default="dcgan")
    for name, default in (("size", 64), ("channels", 3), ("features", 64), ("batch", 64), ("steps", 5), ("threads", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--z", type=int, default=100)
    parser.add_argument("--freeze-discriminator", action="store_true", help="no weight gradients of D while G trains")
    parser.add_argument("--device", default="cpu", help="cpu, or cuda")
    parser.add_argument("--tf32", action="store_true", help="on a GPU: products of 10-bit mantissas on the tensor cores")
    parser.add_argument("--memory", choices=MEMORY_FORMATS, default="channels-last")
    args = parser.parse_args()
    args.memory_format = MEMORY_FORMATS[args.memory]
    is_cuda = args.device.startswith("cuda")
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = args.tf32

    milliseconds = time_steps(MODELS[args.model](args), args.steps, is_cuda)
    median = statistics.median(milliseconds)
    print(json.dumps({
        "median_ms": median,
        "images_per_second": 1e3 * args.batch / median,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "step_ms": milliseconds,
        "version": f"PyTorch {torch.__version__}, {torch.cuda.get_device_name() if is_cuda else blas()}",
    }))


if __name__ == "__main__":
    main()
