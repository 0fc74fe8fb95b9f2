using System.Text.RegularExpressions;

namespace Adversa.Kernels.Compiler;

/// <summary>The names of kernels.</summary>
internal static class KernelName
{
    /// <summary>The kernel's name for its method's name: <c>LeakyRelu</c> gives <c>leaky_relu</c>.</summary>
    public static string Of(string method) => Regex.Replace(method, "(?<=[a-z0-9])[A-Z]", "_$0").ToLowerInvariant();
}
