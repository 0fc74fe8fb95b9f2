"""Images of DCGAN's generator, as a program draws them that does not train."""

import torch

import dcgan
from pytorch_models import batch


class GeneratorInference:
    """One pass of the generator in evaluation mode, without a graph; compiled and fused by PyTorch where --optimize asks for it."""

    LATENT = 100

    def __init__(self, args):
        self.generator = batch.placed(
            dcgan.Generator(args.size, args.channels, args.features, args.z).apply(dcgan.initialize), args).eval()
        self.z = batch.latent(args)
        self.run = self.generator
        if args.optimize:
            self.run = torch.jit.optimize_for_inference(torch.jit.script(self.generator))

    def networks(self):
        return self.generator,

    @torch.inference_mode()
    def step(self):
        self.run(self.z)
