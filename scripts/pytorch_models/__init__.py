"""
What pytorch_step.py times. A model's constructor takes the command line's arguments; its step() trains or generates once; its
networks() are those that Adversa's model of the same name has.
"""

from pytorch_models.dcgan_step import Dcgan
from pytorch_models.generator import GeneratorInference
from pytorch_models.sngan import Sngan
from pytorch_models.wgan_gp import WganGp

MODELS = {"dcgan": Dcgan, "wgan-gp": WganGp, "sngan": Sngan, "generator": GeneratorInference}
