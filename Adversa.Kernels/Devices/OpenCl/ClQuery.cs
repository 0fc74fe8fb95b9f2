using System.Text;

namespace Adversa.Kernels.Devices.OpenCl;

/// <summary>One of the functions that tell about an object: it writes a value, or how many bytes the value has.</summary>
internal unsafe delegate ClStatus ClQuery(nuint size, void* value, nuint* needed);

/// <summary>Answers to queries.</summary>
internal static unsafe class ClQueries
{
    /// <summary>A number.</summary>
    public static T Number<T>(ClQuery query, string call) where T : unmanaged
    {
        T value = default;
        Check(query((nuint)sizeof(T), &value, null), call);
        return value;
    }

    /// <summary>A text, without the zero at its end.</summary>
    public static string Text(ClQuery query, string call)
    {
        nuint size = 0;
        Check(query(0, null, &size), call);
        byte[] text = new byte[size];
        fixed (byte* first = text) Check(query(size, first, null), call);
        return Encoding.UTF8.GetString(text).TrimEnd('\0').Trim();
    }

    /// <summary>Throws unless a call that concerns no opened device succeeded.</summary>
    /// <exception cref="DeviceException">It did not.</exception>
    public static void Check(ClStatus status, string call)
    {
        if (status != ClStatus.Success) throw new DeviceException($"OpenCL: {call} failed: {status.Name()}.");
    }
}
