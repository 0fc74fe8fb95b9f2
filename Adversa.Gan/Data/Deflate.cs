namespace Adversa.Gan.Data;

/// <summary>What is known of compressed data before it is decompressed.</summary>
internal static class Deflate
{
    /// <summary>
    /// No deflate stream (RFC 1951) decompresses to more than this times its length: the shortest code for a length and a
    /// distance has two bits and stands for at most 258 bytes. What a header claims beyond it is refused before memory is
    /// allocated.
    /// </summary>
    public const long MaximumExpansion = 1032;
}
