using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Data;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;
using Adversa.Tests.Modules;

namespace Adversa.Tests.Gan.Training;

/// <summary>The recipe with spectral normalization, on small networks.</summary>
public sealed class SpectralNormTrainingTests
{
    private const int FirstChecked = 200, Steps = 260;

    /// <summary>Every layer's weight has the largest singular value 1 from step 200 on.</summary>
    [Test]
    public void TheRecipeKeepsEveryLayerNearOne()
    {
        TrainingOptions options = Recipes.Open("sngan-hinge") with { Features = 4, Batch = 4, Latent = 8, Channels = 3 };
        using var device = new CpuDevice(threads: 2);
        using var trainer = new GanTrainer(options, device: device);
        DataSet data = DataSets.Open(options.Data, options.Size, options.Channels);
        using var pipeline = new BatchPipeline(data, options.Batch, new PipelinePosition(options.Seed));
        WeightedLayer[] layers = [.. trainer.Discriminator.Modules.OfType<WeightedLayer>()];
        Assert.That(layers, Has.All.Matches<WeightedLayer>(layer => layer.Normalization is SpectralNorm));
        for (int step = 1; step <= Steps; step++)
        {
            using TensorScope scope = TensorScope.Begin();
            trainer.Step(Next);
            if (step < FirstChecked || step % 4 != 0) continue;
            foreach (WeightedLayer layer in layers)
            {
                Variable weight = layer.Normalization!.Apply(isTraining: false);
                double sigma = SingularValues.Largest(weight, layer.OutputAxis);
                Assert.That(sigma, Is.EqualTo(1).Within(1e-2), $"{layer.Weight.Name} at step {step}");
            }
        }

        Samples Next()
        {
            using Batch batch = pipeline.Next();
            return new Samples(Tensor.From(batch.Samples, [batch.Size, 3, data.Height, data.Width], device));
        }
    }
}
