namespace Adversa.Tensors;

/// <summary>
/// How often each part of a memory was written. Part i begins at element begins[i], and the next one begins where it ends.
/// </summary>
internal sealed class PartWrites(int[] begins)
{
    private readonly int[] _writes = new int[begins.Length];

    public void Mark(int begin, int end)
    {
        for (int part = PartOf(begin); part < begins.Length && begins[part] < end; part++) _writes[part]++;
    }

    public int Count(int begin, int end)
    {
        int writes = 0;
        for (int part = PartOf(begin); part < begins.Length && begins[part] < end; part++) writes += _writes[part];
        return writes;
    }

    private int PartOf(int element)
    {
        int part = Array.BinarySearch(begins, element);
        return part >= 0 ? part : ~part - 1;
    }
}
