namespace Adversa.Gan.Data.Images;

/// <summary>
/// Scales pictures with a triangle filter, one axis after the other: enlarging is bilinear interpolation; when shrinking, the
/// triangle widens with the scale, so that each new pixel averages all old ones that it covers and nothing aliases. Each old
/// row is narrowed once and added to the new rows that it touches: memory follows the new size, however large the old picture.
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

        var result = new Image(width, height, source.Channels);
        int rowLength = width * source.Channels;
        var row = new float[rowLength];
        var sums = new float[result.Pixels.Length];
        int firstOpen = 0;
        for (int old = vertical.FirstNeeded; old < vertical.EndNeeded; old++)
        {
            horizontal.Apply(source.Row(old), source.Channels, row);
            while (vertical.End(firstOpen) <= old) firstOpen++;
            for (int y = firstOpen; y < height && vertical.First(y) <= old; y++)
                AddScaled(sums.AsSpan(y * rowLength, rowLength), row, vertical.Weights(y)[old - vertical.First(y)]);
        }

        for (int i = 0; i < sums.Length; i++) result.Pixels[i] = (byte)MathF.Round(Math.Clamp(sums[i], 0f, 255f));
        return result;
    }

    private static void AddScaled(Span<float> sums, ReadOnlySpan<float> row, float weight)
    {
        for (int i = 0; i < sums.Length; i++) sums[i] += weight * row[i];
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

        /// <summary>One past the last old pixel of the last new one.</summary>
        public int EndNeeded => End(_first.Length - 1);

        public static Axis Centred(int sourceLength, int targetLength, double scale) =>
            new(sourceLength, targetLength, offset: (sourceLength - targetLength * scale) / 2, scale);

        /// <summary>The first old pixel of a new one; never decreases from one new pixel to the next.</summary>
        public int First(int target) => _first[target];

        /// <summary>One past the last old pixel of a new one; never decreases either.</summary>
        public int End(int target) => _first[target] + _weights[target].Length;

        public ReadOnlySpan<float> Weights(int target) => _weights[target];

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
