namespace System.Runtime.CompilerServices;

/// <summary>What the C# compiler needs for records, and netstandard2.0 lacks.</summary>
internal static class IsExternalInit;
