using System.Diagnostics;
using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Models;
using Adversa.Tensors;
using Adversa.Tests.Fixtures;

namespace Adversa.Tests.Gan;

/// <summary>
/// Weights from PyTorch (scripts/fixtures/make_state_dict.py) here, and back (scripts/fixtures/check_state_dict.py).
/// </summary>
public sealed class StateDictInteropTests
{
    private static readonly NetworkOptions Options = new("dcgan", Size: 32, Channels: 3, Features: 8, Latent: 16);

    [Test]
    public void PyTorchsWeightsGivePyTorchsOutputs()
    {
        StateDict fixture = StateDict.Load(Fixture.PathOf(Fixture.DcganStateDict));
        using TensorScope scope = TensorScope.Begin();
        (Module generator, Module discriminator) = Create(new RandomGenerator(seed: 4));
        using (generator)
        using (discriminator)
        {
            generator.LoadStateDict(fixture.Sub("generator"));
            discriminator.LoadStateDict(fixture.Sub("discriminator"));
            Tensor z = fixture.ToTensor("input.z").Reshape(8, 16, 1, 1), images = fixture.ToTensor("input.images");
            AssertClose(Evaluate(generator, z), fixture.Values<float>("output.images"));
            AssertClose(Evaluate(discriminator, images), fixture.Values<float>("output.logits"));
        }
    }

    /// <summary>Names, order, shapes and types are those that PyTorch saved.</summary>
    [Test]
    public void OurStateDictHasPyTorchsNamesAndShapes()
    {
        StateDict fixture = StateDict.Load(Fixture.PathOf(Fixture.DcganStateDict));
        using TensorScope scope = TensorScope.Begin();
        (Module generator, Module discriminator) = Create(new RandomGenerator(seed: 4));
        using (generator)
        using (discriminator)
        {
            Assert.That(Signature(generator.StateDict()), Is.EquivalentTo(Signature(fixture.Sub("generator"))));
            Assert.That(Signature(discriminator.StateDict()), Is.EquivalentTo(Signature(fixture.Sub("discriminator"))));
        }
    }

    /// <summary>PyTorch's <c>load_state_dict(strict=True)</c> takes a file of ours and computes our outputs from it.</summary>
    [Test]
    public void PyTorchLoadsOurFile()
    {
        const string python = "/usr/bin/python3";
        if (!File.Exists(python) || Run(python, "-c", "import torch").ExitCode != 0)
            Assert.Ignore($"{python} has no PyTorch (Debian: python3-torch).");

        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "state_dict_for_pytorch.safetensors");
        SaveOwn(path);
        string script = Path.Combine(Repository.Root, "scripts", "fixtures", "check_state_dict.py");
        (int exitCode, string output) = Run(python, script, path);
        Assert.That(exitCode, Is.Zero, output);
    }

    private static (Module Generator, Module Discriminator) Create(RandomGenerator random)
    {
        var module = new ModuleOptions { Random = random };
        return (Networks.Generator(Options, module), Networks.Discriminator(Options, module));
    }

    private static void SaveOwn(string path)
    {
        using TensorScope scope = TensorScope.Begin();
        var random = new RandomGenerator(seed: 5);
        (Module generator, Module discriminator) = Create(random);
        using (generator)
        using (discriminator)
        {
            Tensor z = random.Normal([8, 16, 1, 1]), images = random.Uniform([8, 3, 32, 32], -1, 1);
            using (Tape.Begin())
            {
                // A training pass each makes the running statistics other than their defaults.
                generator.Forward(z);
                discriminator.Forward(images);
            }

            var state = new StateDict();
            state.Add(generator.StateDict().WithPrefix("generator"));
            state.Add(discriminator.StateDict().WithPrefix("discriminator"));
            state.Add("input.z", z.Reshape(8, 16));
            state.Add("input.images", images);
            state.Add("output.images", Evaluate(generator, z));
            state.Add("output.logits", Evaluate(discriminator, images));
            state.Save(path);
        }
    }

    private static Tensor Evaluate(Module network, Tensor input)
    {
        network.Eval();
        return network.Forward(input).Value;
    }

    private static void AssertClose(Tensor found, ReadOnlySpan<float> expected)
    {
        float largest = expected.ToArray().Max(MathF.Abs);
        Assert.That(found.ToArray<float>(), Is.EqualTo(expected.ToArray()).Within(1e-5 * largest));
    }

    private static IEnumerable<string> Signature(StateDict state) =>
        state.Select(entry => $"{entry.Name} {entry.DType} {entry.Shape}");

    private static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
