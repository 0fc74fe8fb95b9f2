using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Kernels.Devices;

namespace Adversa.Gan.Metrics;

/// <summary>
/// A classifier as one .safetensors file: the network's weights and running statistics, and in the metadata the format's version
/// under <c>classifier</c>, and the <see cref="ClassifierDescription"/>.
/// </summary>
internal static class ClassifierFile
{
    private const string VersionKey = "classifier", Version = "1";
    private const string Channels = "channels", Size = "size", Classes = "classes", Data = "data";
    private const string TrainingAccuracy = "training_accuracy", HeldOutAccuracy = "held_out_accuracy";

    public static void Write(string path, Classifier classifier)
    {
        ClassifierDescription description = classifier.Description;
        classifier.Network.StateDict().Save(path, new Dictionary<string, string>
        {
            [VersionKey] = Version,
            [Channels] = Text(description.Channels),
            [Size] = Text(description.Size),
            [Classes] = JsonSerializer.Serialize([.. description.ClassNames], ClassNamesJson.Default.StringArray),
            [Data] = description.Data,
            [TrainingAccuracy] = Text(description.TrainingAccuracy),
            [HeldOutAccuracy] = Text(description.HeldOutAccuracy),
        });
    }

    public static Classifier Read(string path, Device device)
    {
        StateDict state = StateDict.Load(path);
        ClassifierNetwork? network = null;
        try
        {
            ClassifierDescription description = Describe(state.Metadata);
            long numbers = state.Sum(entry => (long)Math.Max(entry.Shape.Product, 1));
            var module = new ModuleOptions { Device = device, Limit = numbers };
            network = new ClassifierNetwork(description.Channels, description.Size, description.ClassNames.Count, module);
            network.LoadStateDict(state);
            return new Classifier(description, network, device);
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException or JsonException)
        {
            network?.Dispose();
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private static ClassifierDescription Describe(IReadOnlyDictionary<string, string> metadata)
    {
        if (Entry(VersionKey) is not Version and var version)
        {
            throw new InvalidDataException(
                $"found version '{version}' of the classifier's format, expected {Version}; train the classifier again.");
        }

        var description = new ClassifierDescription(Number<int>(Channels), Number<int>(Size), Names(), Entry(Data))
        {
            TrainingAccuracy = Number<double>(TrainingAccuracy),
            HeldOutAccuracy = Number<double>(HeldOutAccuracy),
        };
        description.Validate();
        return description;

        string Entry(string key) => metadata.TryGetValue(key, out string? text)
            ? text
            : throw new InvalidDataException(
                $"found no metadata entry '{key}', expected a classifier; train one by adversa classifier --data DATA.");

        string[] Names() => JsonSerializer.Deserialize(Entry(Classes), ClassNamesJson.Default.StringArray) ?? [];

        T Number<T>(string key) where T : INumberBase<T> =>
            T.TryParse(Entry(key), NumberStyles.Float, CultureInfo.InvariantCulture, out T? number)
                ? number
                : throw new InvalidDataException($"found '{Entry(key)}' as metadata entry '{key}', expected a number.");
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}

/// <summary>A list of names as JSON, which tells them apart whatever characters they have.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class ClassNamesJson : JsonSerializerContext;
