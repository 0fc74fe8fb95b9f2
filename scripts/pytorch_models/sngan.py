"""The training step of SNGAN: residual networks, spectral normalization, hinge loss."""

import sys

import torch
from torch.nn import functional

from pytorch_models import batch, resnet


class Sngan:
    """
    D on real, D on fake, one update; then G on the same fakes, one update. On the CPU channels-last memory is the fastest.
    """

    LATENT = 128

    def __init__(self, args):
        if args.size != resnet.SIZE:
            sys.exit(f"--size: found {args.size}, expected {resnet.SIZE} for sngan")
        self.args = args
        self.generator = batch.placed(resnet.Generator(args.channels, args.features, args.z), args)
        self.discriminator = batch.placed(resnet.Discriminator(args.channels, args.features), args)
        self.generator_optimizer, self.discriminator_optimizer = (
            torch.optim.Adam(net.parameters(), lr=2e-4, betas=(0.0, 0.9)) for net in self.networks())
        self.real = batch.images(args)

    def networks(self):
        return self.generator, self.discriminator

    def step(self):
        self.discriminator_optimizer.zero_grad(set_to_none=True)
        functional.relu(1 - self.discriminator(self.real)).mean().backward()
        fake = self.generator(batch.latent(self.args))
        functional.relu(1 + self.discriminator(fake.detach())).mean().backward()
        self.discriminator_optimizer.step()

        self.generator_optimizer.zero_grad(set_to_none=True)
        self.discriminator.requires_grad_(not self.args.freeze_discriminator)
        self.discriminator(fake).mean().neg().backward()
        self.discriminator.requires_grad_(True)
        self.generator_optimizer.step()
