"""The training step of DCGAN."""

import torch

import dcgan
from pytorch_models import batch


class Dcgan:
    """
    D on real, D on fake, one update; then G on the same fakes, one update. On the CPU channels-last memory is the fastest.
    """

    LATENT = 100

    def __init__(self, args):
        self.args = args
        generator = dcgan.Generator(args.size, args.channels, args.features, args.z)
        discriminator = dcgan.Discriminator(args.size, args.channels, args.features)
        self.nets = tuple(batch.placed(net.apply(dcgan.initialize), args) for net in (generator, discriminator))
        self.optimizers = [torch.optim.Adam(net.parameters(), lr=2e-4, betas=(0.5, 0.999)) for net in self.nets]
        self.real = batch.images(args)

    def networks(self):
        return self.nets

    def step(self):
        dcgan.train_step(
            *self.nets, *self.optimizers, self.real, batch.latent(self.args), freeze_discriminator=self.args.freeze_discriminator)
