"""The critic's step of WGAN-GP (Gulrajani et al., Improved training of Wasserstein GANs, 2017)."""

import torch
from torch import nn

import dcgan
from pytorch_models import batch


class WganGp:
    """
    One step of a critic, the discriminator of DCGAN with biases in place of batch normalization, on given real and generated
    images; one update. The generator of the training lies in memory beside it. On the CPU channels-last memory and a backward
    pass for each term are the fastest of what was tried (the terms in one sum, real and generated images in one batch, contiguous
    memory: each some hundredths slower).
    """

    LATENT = 100

    def __init__(self, args):
        self.generator = batch.placed(dcgan.Generator(args.size, args.channels, args.features, args.z), args)
        self.critic = batch.placed(self.network(args.size, args.channels, args.features), args)
        self.optimizer = torch.optim.Adam(self.critic.parameters(), lr=1e-4, betas=(0.5, 0.9))
        self.real, self.fake = batch.images(args), batch.images(args)

    @staticmethod
    def network(size, channels, features):
        layers = []
        for _ in range(dcgan.upsamplings(size)):
            layers += [nn.Conv2d(channels, features, 4, 2, 1), nn.LeakyReLU(0.2, inplace=True)]
            channels, features = features, 2 * features
        return nn.Sequential(*layers, nn.Conv2d(channels, 1, 4, 1, 0), nn.Flatten(0))

    def networks(self):
        return self.generator, self.critic

    def penalty(self):
        epsilon = torch.rand(len(self.real), 1, 1, 1, device=self.real.device)
        between = (epsilon * self.real + (1 - epsilon) * self.fake).requires_grad_()
        gradient, = torch.autograd.grad(self.critic(between).sum(), between, create_graph=True)
        return 10 * ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        self.critic(self.real).mean().neg().backward()
        self.critic(self.fake).mean().backward()
        self.penalty().backward()
        self.optimizer.step()
