using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Ladders;

/// <summary>A layer of a DCGAN: windows of 4×4 at stride 2 over 16 images of 32×32, channels as many before as behind.</summary>
internal static class Conv2dProblem
{
    private const int Batch = 16, Side = 32, OutSide = Side / 2, Positions = Batch * OutSide * OutSide;

    public static LadderProblem Of(int channels)
    {
        var g = new Conv2dGeometry(Batch, channels, Side, Side, channels, 4, 4, 2, 2, 1, 1, 1, 1, 1);
        var sizes = new HalvingSizes(Batch, channels, channels, Side);
        return new LadderProblem(
            $"y = x ∗ w, windows of 4×4 at stride 2, x {g.Input}, y {g.Output}",
            g.Input.Product, g.Weight.Product, g.Output.Product, sizes.Inner,
            [
                new("direct", "a work-item per output walks through its window", (d, _, x, w, y) =>
                    Grouped.Conv2dDirect((GpuDevice)d, new Extent(Positions / 256, channels), x, w, y, sizes)),
                new("shared weights", "the weights of a group's output channel in shared memory", (d, _, x, w, y) =>
                    Grouped.Conv2dSharedWeights((GpuDevice)d, new Extent(Positions / 256, channels), x, w, y, sizes)),
                new("shared image", "the part of the image that a group's windows see in shared memory", (d, _, x, w, y) =>
                    Grouped.Conv2dSharedImage((GpuDevice)d, new Extent(1, channels, Batch), x, w, y, sizes)),
                new("implicit product", "a tiled product with the patches: several channels share a pixel", (d, _, x, w, y) =>
                    Grouped.Conv2dImplicitProduct(
                        (GpuDevice)d, new Extent(Positions / 16, (channels + 15) / 16), x, w, y, sizes)),
                new("library", "register tiles of that product, index arithmetic without divisions, any window", Library),
            ],
            Library);

        void Library(Device device, DType type, BufferView x, BufferView w, BufferView y) =>
            device.Launch(Conv2d.Forward, new Conv2dArguments(type, g, x, w, y));
    }
}
