using System.Text.Json;
using System.Text.Json.Serialization;
using Adversa.Gan.Models;

namespace Adversa.Gan.Training;

/// <summary>
/// <see cref="TrainingOptions"/> as JSON: keys and choices in kebab case. The code is generated, which drops the properties'
/// default values on reading: read through a <see cref="SettingsLayer"/>. Every enum among the settings has a converter here.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    Converters =
    [
        typeof(KebabCase<NormalizationKind>),
        typeof(KebabCase<Conditioning>),
        typeof(KebabCase<MinibatchLayer>),
        typeof(KebabCase<OptimizerKind>),
        typeof(KebabCase<ScheduleKind>),
    ])]
[JsonSerializable(typeof(TrainingOptions))]
internal sealed partial class OptionsJson : JsonSerializerContext
{
    private sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
        where T : struct, Enum;
}
