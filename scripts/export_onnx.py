"""
Writes DCGAN's generator, in evaluation mode and with random weights, as an .onnx file with input z [N, z, 1, 1], for
onnx_step.cjs:

    python3 scripts/export_onnx.py --size 64 --channels 3 --features 64 --batch 64 generator.onnx
"""

import argparse
import pathlib
import sys

import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "fixtures"))
import dcgan


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("size", 64), ("channels", 3), ("features", 64), ("batch", 64), ("z", 100)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("file", help="the .onnx file to write")
    args = parser.parse_args()
    torch.manual_seed(1)
    generator = dcgan.Generator(args.size, args.channels, args.features, args.z).apply(dcgan.initialize).eval()
    z = torch.randn(args.batch, args.z, 1, 1)
    torch.onnx.export(generator, z, args.file, input_names=["z"], output_names=["images"], do_constant_folding=True)


if __name__ == "__main__":
    main()
