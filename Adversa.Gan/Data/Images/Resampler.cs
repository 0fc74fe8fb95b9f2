namespace Adversa.Gan.Data.Images;

/// <summary>
/// Scales pictures with a triangle filter, one axis after the other: enlarging is bilinear interpolation; when shrinking, the
/// triangle widens with the scale, so that each new pixel averages all old ones that it covers and nothing aliases.
/// </summary>
public static class Resampler
{
    /// <summary>
    /// The largest centred part of <paramref name="source"/> that has the shape of <paramref name="width"/> ×
    /// <paramref name="height"/>, scaled to that size: the shorter side is fitted, what is too long is cut off evenly at both
    /// ends. Returns the source itself if it already has the size.
    /// </summary>
    /// <exception cref="ArgumentException">A size below 1.</exception>
    public static Image FitAndCrop(Image source, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (source.Width == width && source.Height == height) return source;

        double scale = Math.Min((double)source.Width / width, (double)source.Height / height);
        Axis horizontal = Axis.Centred(source.Width, width, scale);
        Axis vertical = Axis.Centred(source.Height, height, scale);

        int rowLength = width * source.Channels;
        var narrowed = new float[source.Height * rowLength];
        for (int y = vertical.FirstNeeded; y < vertical.LastNeeded; y++)
            horizontal.Apply(source.Row(y), source.Channels, narrowed.AsSpan(y * rowLength, rowLength));

        var result = new Image(width, height, source.Channels);
        var sums = new float[rowLength];
        for (int y = 0; y < height; y++)
        {
            Array.Clear(sums);
            ReadOnlySpan<float> weights = vertical.Weights(y, out int first);
            for (int tap = 0; tap < weights.Length; tap++)
            {
                ReadOnlySpan<float> row = narrowed.AsSpan((first + tap) * rowLength, rowLength);
                for (int i = 0; i < rowLength; i++) sums[i] += weights[tap] * row[i];
            }

            Span<byte> target = result.Row(y);
            for (int i = 0; i < rowLength; i++) target[i] = (byte)MathF.Round(Math.Clamp(sums[i], 0f, 255f));
        }

        return result;
    }

    /// <summary>For each new pixel along one axis, the old pixels that it is made of and their weights, which sum to 1.</summary>
    private sealed class Axis
    {
        private readonly int[] _first;
        private readonly float[][] _weights;

        private Axis(int sourceLength, int targetLength, double offset, double scale)
        {
            _first = new int[targetLength];
            _weights = new float[targetLength][];
            double radius = Math.Max(scale, 1);
            for (int i = 0; i < targetLength; i++)
            {
                double centre = offset + (i + 0.5) * scale;
                int first = Math.Clamp((int)Math.Ceiling(centre - radius - 0.5), 0, sourceLength - 1);
                int last = Math.Clamp((int)Math.Floor(centre + radius - 0.5), first, sourceLength - 1);
                double[] weights = [.. Enumerable.Range(first, last - first + 1)
                    .Select(old => Math.Max(0, 1 - Math.Abs(old + 0.5 - centre) / radius))];
                double sum = weights.Sum();
                _first[i] = first;
                _weights[i] = [.. weights.Select(weight => (float)(weight / sum))];
            }
        }

        public int FirstNeeded => _first[0];

        public int LastNeeded => _first[^1] + _weights[^1].Length;

        public static Axis Centred(int sourceLength, int targetLength, double scale) =>
            new(sourceLength, targetLength, offset: (sourceLength - targetLength * scale) / 2, scale);

        public ReadOnlySpan<float> Weights(int target, out int first)
        {
            first = _first[target];
            return _weights[target];
        }

        public void Apply(ReadOnlySpan<byte> row, int channels, Span<float> target)
        {
            for (int i = 0; i < _first.Length; i++)
            {
                ReadOnlySpan<float> weights = _weights[i];
                for (int c = 0; c < channels; c++)
                {
                    float sum = 0;
                    for (int tap = 0; tap < weights.Length; tap++) sum += weights[tap] * row[(_first[i] + tap) * channels + c];
                    target[i * channels + c] = sum;
                }
            }
        }
    }
}
