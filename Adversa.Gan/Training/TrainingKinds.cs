using System.Text.Json.Serialization;

namespace Adversa.Gan.Training;

/// <summary>How parameters follow their gradients.</summary>
public enum OptimizerKind
{
    /// <summary><see cref="Autograd.Optimizers.Adam"/>.</summary>
    Adam,

    /// <summary><see cref="Autograd.Optimizers.RmsProp"/>.</summary>
    [JsonStringEnumMemberName("rmsprop")]
    RmsProp,

    /// <summary><see cref="Autograd.Optimizers.Sgd"/>.</summary>
    Sgd,
}

/// <summary>How the learning rate goes from its first value, once it is warm.</summary>
public enum ScheduleKind
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>Along a line that reaches 0 behind the last step.</summary>
    Linear,

    /// <summary>
    /// Along half a cosine that reaches 0 behind the last step (Loshchilov and Hutter, SGDR, 2017, without restarts).
    /// </summary>
    Cosine,

    /// <summary>Times a factor every so many steps.</summary>
    Step,
}
