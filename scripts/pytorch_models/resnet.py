"""
The residual networks of size 32 of SNGAN (Miyato et al., Spectral normalization for generative adversarial networks, 2018, table
4), with the layers of Adversa.Gan/Models/ResNet.cs:

    generator      4x4, 2f channels; three blocks that double the image; batch normalization, ReLU, 3x3 convolution, tanh
    discriminator  two blocks of f channels that halve the image, two that keep it, ReLU, sum over positions, logit

1x1 convolutions of the shortcuts run where the image is small: before it is enlarged, behind the averages that halve it.
"""

import math

from torch import nn
from torch.nn import functional
from torch.nn.utils import parametrizations

SIZE, SMALLEST = 32, 4


def convolution(inside, outside):
    layer = nn.Conv2d(inside, outside, 3, padding=1)
    nn.init.xavier_uniform_(layer.weight, math.sqrt(2))
    return layer


def shortcut(inside, outside):
    layer = nn.Conv2d(inside, outside, 1)
    nn.init.xavier_uniform_(layer.weight)
    return layer


def doubled(x):
    return functional.interpolate(x, scale_factor=2)


class GeneratorBlock(nn.Module):
    """[N, C, H, W] -> [N, C, 2H, 2W]."""

    def __init__(self, width):
        super().__init__()
        self.norm1, self.norm2 = nn.BatchNorm2d(width), nn.BatchNorm2d(width)
        self.conv1, self.conv2 = convolution(width, width), convolution(width, width)
        self.shortcut = shortcut(width, width)

    def forward(self, x):
        h = self.conv1(doubled(functional.relu(self.norm1(x), inplace=True)))
        h = self.conv2(functional.relu(self.norm2(h), inplace=True))
        return h + doubled(self.shortcut(x))


class Generator(nn.Module):
    """z [N, z, 1, 1] -> images [N, channels, 32, 32] in (-1, 1)."""

    def __init__(self, channels, features, z):
        super().__init__()
        self.width = 2 * features
        self.input = nn.Linear(z, self.width * SMALLEST ** 2)
        nn.init.xavier_uniform_(self.input.weight)
        self.blocks = nn.Sequential(*(GeneratorBlock(self.width) for _ in range(3)))
        last = nn.Conv2d(self.width, channels, 3, padding=1)
        nn.init.xavier_uniform_(last.weight)
        self.output = nn.Sequential(nn.BatchNorm2d(self.width), nn.ReLU(inplace=True), last, nn.Tanh())

    def forward(self, z):
        return self.output(self.blocks(self.input(z.flatten(1)).reshape(-1, self.width, SMALLEST, SMALLEST)))


class DiscriminatorBlock(nn.Module):
    """[N, in, H, W] -> [N, out, H, W], or half of H and W. The first block has no activation in front."""

    def __init__(self, inside, outside, is_first, halves):
        super().__init__()
        between = outside if is_first else inside
        layers = [] if is_first else [nn.ReLU()]
        layers += [convolution(inside, between), nn.ReLU(inplace=True), convolution(between, outside)]
        pool = [nn.AvgPool2d(2)] if halves else []
        self.residual = nn.Sequential(*layers, *pool)
        keeps_shape = inside == outside and not halves
        self.shortcut = nn.Identity() if keeps_shape else nn.Sequential(*pool, shortcut(inside, outside))

    def forward(self, x):
        return self.residual(x) + self.shortcut(x)


class Discriminator(nn.Module):
    """Images [N, channels, 32, 32] -> logits [N]; one power iteration of spectral normalization in each pass."""

    def __init__(self, channels, features):
        super().__init__()
        self.blocks = nn.Sequential(
            DiscriminatorBlock(channels, features, is_first=True, halves=True),
            *(DiscriminatorBlock(features, features, is_first=False, halves=halves) for halves in (True, False, False)),
            nn.ReLU(inplace=True))
        self.decision = nn.Linear(features, 1)
        nn.init.xavier_uniform_(self.decision.weight)
        for layer in list(self.modules()):
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                parametrizations.spectral_norm(layer, n_power_iterations=1)

    def forward(self, images):
        return self.decision(self.blocks(images).sum((2, 3))).flatten()
