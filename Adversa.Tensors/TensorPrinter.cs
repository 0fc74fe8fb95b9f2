using System.Globalization;
using System.Text;
using Adversa.Kernels;

namespace Adversa.Tensors;

/// <summary>Lays a tensor's elements out for a person, as NumPy does.</summary>
internal static class TensorPrinter
{
    private const int AbbreviateFrom = 1000;
    private const int EdgeItems = 3;

    public static string Print(Tensor tensor)
    {
        double[] elements = tensor.ToDoubles();
        string[] texts = [.. elements.Select(x => tensor.DType.IsFloating() ? Real(x) : Whole(x))];
        int width = texts.Length == 0 ? 0 : texts.Max(text => text.Length);
        var output = new StringBuilder(tensor.Describe()).Append('\n');
        Append(output, tensor.Shape, axis: 0, texts, begin: 0, width, abbreviate: texts.Length >= AbbreviateFrom);
        return output.ToString();
    }

    private static string Real(double x)
    {
        string text = x.ToString("0.####", CultureInfo.InvariantCulture);
        return text is "0" or "-0" && x != 0 ? x.ToString("0.###e+0", CultureInfo.InvariantCulture) : text;
    }

    private static string Whole(double x) => x.ToString("0", CultureInfo.InvariantCulture);

    private static void Append(StringBuilder output, Shape shape, int axis, string[] texts, int begin, int width, bool abbreviate)
    {
        if (axis == shape.Rank)
        {
            output.Append(texts[begin].PadLeft(width));
            return;
        }

        int size = shape[axis], stride = shape.RowMajorStrides[axis];
        bool innermost = axis == shape.Rank - 1;
        string separator = innermost ? " " : "\n" + new string(' ', axis + 1);
        output.Append('[');
        for (int i = 0; i < size; i++)
        {
            if (i > 0) output.Append(separator);
            if (abbreviate && size > 2 * EdgeItems && i == EdgeItems)
            {
                output.Append('…').Append(separator);
                i = size - EdgeItems;
            }

            Append(output, shape, axis + 1, texts, begin + i * stride, width, abbreviate);
        }

        output.Append(']');
    }
}
