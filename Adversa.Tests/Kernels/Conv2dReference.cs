using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

/// <summary>The convolution trio as seven nested loops over the trilinear form, in double.</summary>
internal static class Conv2dReference
{
    public static double[] Forward(Conv2dGeometry g, double[] x, double[] w)
    {
        var y = new double[g.Output.Product];
        ForEachTerm(g, (xi, wi, yi) => y[yi] += x[xi] * w[wi]);
        return y;
    }

    public static double[] InputGradient(Conv2dGeometry g, double[] w, double[] y)
    {
        var x = new double[g.Input.Product];
        ForEachTerm(g, (xi, wi, yi) => x[xi] += w[wi] * y[yi]);
        return x;
    }

    public static double[] WeightGradient(Conv2dGeometry g, double[] x, double[] y)
    {
        var w = new double[g.Weight.Product];
        ForEachTerm(g, (xi, wi, yi) => w[wi] += x[xi] * y[yi]);
        return w;
    }

    private static void ForEachTerm(Conv2dGeometry g, Action<int, int, int> term)
    {
        int inPerGroup = g.InChannels / g.Groups, outPerGroup = g.OutChannels / g.Groups;
        for (int n = 0; n < g.Batch; n++)
            for (int o = 0; o < g.OutChannels; o++)
                for (int oy = 0; oy < g.OutHeight; oy++)
                    for (int ox = 0; ox < g.OutWidth; ox++)
                        for (int c = 0; c < inPerGroup; c++)
                            for (int ky = 0; ky < g.KernelHeight; ky++)
                                for (int kx = 0; kx < g.KernelWidth; kx++)
                                {
                                    int iy = oy * g.StrideHeight + ky * g.DilationHeight - g.PaddingHeight;
                                    int ix = ox * g.StrideWidth + kx * g.DilationWidth - g.PaddingWidth;
                                    if (iy < 0 || iy >= g.InHeight || ix < 0 || ix >= g.InWidth) continue;
                                    int channel = o / outPerGroup * inPerGroup + c;
                                    term(
                                        ((n * g.InChannels + channel) * g.InHeight + iy) * g.InWidth + ix,
                                        ((o * inPerGroup + c) * g.KernelHeight + ky) * g.KernelWidth + kx,
                                        ((n * g.OutChannels + o) * g.OutHeight + oy) * g.OutWidth + ox);
                                }
    }
}
