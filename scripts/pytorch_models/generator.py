"""Images of DCGAN's generator, as a program draws them that does not train."""

import torch

import dcgan
from pytorch_models import batch


class GeneratorInference:
    """
    One pass of the generator in evaluation mode, without a graph. Contiguous memory is the fastest on the CPU;
    torch.jit.optimize_for_inference changes nothing.
    """

    LATENT = 100

    def __init__(self, args):
        self.generator = batch.placed(
            dcgan.Generator(args.size, args.channels, args.features, args.z).apply(dcgan.initialize), args).eval()
        self.z = batch.latent(args)

    def networks(self):
        return self.generator,

    @torch.inference_mode()
    def step(self):
        self.generator(self.z)
