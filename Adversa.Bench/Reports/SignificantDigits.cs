using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Adversa.Bench.Reports;

/// <summary>Measured numbers, with as many digits as a measurement has.</summary>
internal sealed class SignificantDigits : JsonConverter<double>
{
    private const int ForPeople = 3, ForPrograms = 5;

    /// <summary>Three significant digits, never an exponent: <c>0.0123</c>, <c>4.50</c>, <c>1234</c>.</summary>
    public static string Text(double value) =>
        value.ToString($"F{Decimals(value, ForPeople)}", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDouble();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Math.Round(value, Decimals(value, ForPrograms)));

    /// <summary>Behind the point, for so many digits in all.</summary>
    private static int Decimals(double value, int digits) => value == 0
        ? 0
        : Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15);
}
