namespace Adversa.Gan.Data;

/// <summary>A file that looked like an image and could not be read, and why.</summary>
public readonly record struct SkippedFile(string Path, string Reason);
