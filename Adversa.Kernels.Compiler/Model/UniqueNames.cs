using System.Collections.Generic;

namespace Adversa.Kernels.Compiler.Model;

/// <summary>Gives names of which no two are equal, and none is one of those that are taken from the beginning.</summary>
internal sealed class UniqueNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = [.. taken];

    /// <summary>The wanted name, with a number behind it where it is taken.</summary>
    public string Add(string wanted)
    {
        string name = wanted;
        for (int n = 2; !_taken.Add(name); n++) name = $"{wanted}_{n}";
        return name;
    }
}
