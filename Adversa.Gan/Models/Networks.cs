using Adversa.Autograd.Modules;

namespace Adversa.Gan.Models;

/// <summary>The network families by name.</summary>
public static class Networks
{
    /// <summary>A generator and a discriminator with fresh weights.</summary>
    /// <exception cref="ArgumentException">
    /// There is no such family, or it cannot make images of this size; the message says what it can.
    /// </exception>
    public static (Module Generator, Module Discriminator) Create(NetworkOptions options, ModuleOptions module) =>
        options.Model switch
        {
            "dcgan" => (Dcgan.Generator(options, module), Dcgan.Discriminator(options, module)),
            _ => throw new ArgumentException($"model: found '{options.Model}', expected dcgan."),
        };
}
