using System.Buffers.Binary;

namespace Adversa.Gan.Data.Images;

/// <summary>
/// Turns the stored rows of a PNG into 8-bit samples: palettes looked up, bit depths scaled to 0 … 255 with rounding, and a
/// transparent colour or palette (tRNS) given out as an alpha channel.
/// </summary>
internal sealed class PngPixels
{
    private readonly PngHeader _header;
    private readonly byte[]? _palette;
    private readonly ushort[]? _transparentColour;

    /// <summary>Interprets the PLTE and tRNS chunks for <paramref name="header"/>; null where the file has none.</summary>
    /// <exception cref="InvalidDataException">A palette that is missing or of a wrong length, or a tRNS that does not
    /// fit.</exception>
    public PngPixels(PngHeader header, byte[]? palette, byte[]? transparency)
    {
        _header = header;
        if (header.ColourType == PngColourType.Palette)
        {
            _palette = RgbaPalette(header, palette, transparency);
            Channels = transparency is null ? 3 : 4;
            return;
        }

        Channels = header.Samples;
        if (transparency is null) return;
        if (header.ColourType is not (PngColourType.Grey or PngColourType.Rgb) || transparency.Length != 2 * header.Samples)
            throw new InvalidDataException(
                $"found {transparency.Length} bytes of transparency, which colour type {(int)header.ColourType} does not have");
        Channels++;
        _transparentColour = new ushort[header.Samples];
        for (int c = 0; c < header.Samples; c++)
            _transparentColour[c] = BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2 * c));
    }

    /// <summary>Channels of the picture that comes out, 1 … 4.</summary>
    public int Channels { get; }

    /// <summary>
    /// Writes the first <paramref name="width"/> pixels of a stored row; pixel x goes to target[x·step·Channels …].
    /// </summary>
    /// <exception cref="InvalidDataException">An index beyond the palette.</exception>
    public void Expand(ReadOnlySpan<byte> row, int width, Span<byte> target, int step)
    {
        if (_palette is not null)
            ExpandPalette(row, width, target, step * Channels);
        else if (_header.BitDepth == 8 && _transparentColour is null && step == 1)
            row[..(width * Channels)].CopyTo(target);
        else
            ExpandSamples(row, width, target, step * Channels);
    }

    private void ExpandPalette(ReadOnlySpan<byte> row, int width, Span<byte> target, int advance)
    {
        for (int x = 0; x < width; x++)
        {
            int index = Sample(row, x);
            if (4 * index >= _palette!.Length)
                throw new InvalidDataException($"found palette index {index}, expected less than {_palette.Length / 4}");
            _palette.AsSpan(4 * index, Channels).CopyTo(target[(x * advance)..]);
        }
    }

    private void ExpandSamples(ReadOnlySpan<byte> row, int width, Span<byte> target, int advance)
    {
        int samples = _header.Samples;
        int maximum = (1 << _header.BitDepth) - 1;
        for (int x = 0; x < width; x++)
        {
            Span<byte> pixel = target.Slice(x * advance, Channels);
            bool isTransparent = _transparentColour is not null;
            for (int c = 0; c < samples; c++)
            {
                int value = Sample(row, x * samples + c);
                pixel[c] = (byte)((value * 255 + maximum / 2) / maximum);
                isTransparent = isTransparent && value == _transparentColour![c];
            }

            if (_transparentColour is not null) pixel[samples] = isTransparent ? (byte)0 : (byte)255;
        }
    }

    private int Sample(ReadOnlySpan<byte> row, int index) => _header.BitDepth switch
    {
        8 => row[index],
        16 => BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]),
        int depth => row[index * depth / 8] >> (8 - depth - index * depth % 8) & ((1 << depth) - 1),
    };

    private static byte[] RgbaPalette(PngHeader header, byte[]? palette, byte[]? transparency)
    {
        if (palette is null) throw new InvalidDataException("found no palette, expected one for colour type 3");
        int entries = palette.Length / 3;
        if (palette.Length % 3 != 0 || entries == 0 || entries > 1 << header.BitDepth)
            throw new InvalidDataException(
                $"found a palette of {palette.Length} bytes, expected 3 for each of 1 to {1 << header.BitDepth} entries");
        if (transparency is not null && transparency.Length > entries)
            throw new InvalidDataException($"found {transparency.Length} transparency values, expected at most {entries}");

        var rgba = new byte[4 * entries];
        for (int entry = 0; entry < entries; entry++)
        {
            palette.AsSpan(3 * entry, 3).CopyTo(rgba.AsSpan(4 * entry));
            rgba[4 * entry + 3] = entry < (transparency?.Length ?? 0) ? transparency![entry] : (byte)255;
        }

        return rgba;
    }
}
