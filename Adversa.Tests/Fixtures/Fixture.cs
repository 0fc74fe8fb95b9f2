using Adversa.Tensors.Serialization;

namespace Adversa.Tests.Fixtures;

/// <summary>
/// Numbers that PyTorch made, and pictures. Each file's metadata, or its name here, tells the script that wrote it, and the
/// script says what is in it.
/// </summary>
internal static class Fixture
{
    /// <summary>50 steps of a small DCGAN: weights, data, noise and losses (scripts/fixtures/make_dcgan_losses.py).</summary>
    public const string DcganLosses = "dcgan_losses.safetensors";

    /// <summary>A trained DCGAN with inputs and outputs (scripts/fixtures/make_state_dict.py).</summary>
    public const string DcganStateDict = "dcgan_state_dict.safetensors";

    /// <summary>
    /// Sample calls of the differentiable functions with their derivatives (scripts/fixtures/make_functions.py).
    /// </summary>
    public const string Functions = "functions.safetensors";

    /// <summary>Residual networks, self-attention and critics with their gradients (scripts/fixtures/make_networks.py).</summary>
    public const string Networks = "networks.safetensors";

    /// <summary>
    /// Discriminator losses with gradient penalties, and the gradients of the parameters (scripts/fixtures/make_penalties.py).
    /// </summary>
    public const string Penalties = "penalties.safetensors";

    /// <summary>
    /// A step of layers with a normalized weight (scripts/fixtures/make_weight_normalization.py).
    /// </summary>
    public const string WeightNormalization = "weight_normalization.safetensors";

    /// <summary>JPEG files in several forms (scripts/fixtures/make_jpeg.py).</summary>
    public const string ColourJpeg = "colour.jpg", ProgressiveJpeg = "progressive.jpg", GreyJpeg = "grey.jpg",
        CmykJpeg = "cmyk.jpg";

    /// <summary>The path of a fixture.</summary>
    public static string PathOf(string name) => Path.Combine(TestContext.CurrentContext.TestDirectory, "Fixtures", name);

    /// <summary>Reads a fixture.</summary>
    public static SafetensorsFile Read(string name) => SafetensorsFile.Read(PathOf(name));
}
