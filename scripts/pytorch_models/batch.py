"""What the steps read in place of data."""

import torch


def images(args):
    """A batch of noise in [-1, 1) in place of images: [N, C, H, W]."""
    noise = torch.rand(args.batch, args.channels, args.size, args.size) * 2 - 1
    return noise.to(args.device, memory_format=args.memory_format)


def latent(args):
    """Fresh noise for a generator: [N, z, 1, 1]."""
    return torch.randn(args.batch, args.z, 1, 1, device=args.device)


def placed(net, args):
    """A network where it shall compute, in the memory format asked for."""
    return net.to(args.device, memory_format=args.memory_format)
