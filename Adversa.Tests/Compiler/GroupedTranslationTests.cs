namespace Adversa.Tests.Compiler;

/// <summary>Statements of grouped kernels in C#, OpenCL C and CUDA C.</summary>
internal sealed class GroupedTranslationTests
{
    private const string Members =
        "const int Width = 4; const uint Weyl = 0x9E3779B9; const float Third = 1f / 3; "
        + "enum Mode { Off, On } "
        + "struct Pair { public float Value; public int Index; public readonly float Double => Value * 2; "
        + "public static Pair operator +(Pair a, Pair b) => a; } "
        + "static float At(ArrayView<float> view, int i) => view[i]; "
        + "static void Bump(ref int n) => n++; static void Set(out int n) => n = 1; "
        + "[Intrinsic(OpenCl = \"mad24({0}, {1}, 0)\", Cuda = \"({0} * {1})\")] static int Times(int a, int b) => a * b; ";

    private static readonly TestCaseData[] Statements =
    [
        // Numbers take the type that C# gives them.
        Case("x[0] = 1;", "x[0] = 1.0f;"),
        Case("x[0] = 0.1f * n;", "x[0] = 0.1f * n;"),
        Case("d = 1;", "d = 1.0;"),
        Case("x[0] = Third;", "x[0] = (1.0f / 3.0f);"),
        Case("x[0] = -float.MaxValue;", "x[0] = -3.4028235E+38f;"),
        Case("x[0] = -1f / float.PositiveInfinity;", "x[0] = -1.0f / INFINITY;", "x[0] = -1.0f / __int_as_float(0x7f800000);"),
        Case("n = int.MinValue;", "n = (-2147483647 - 1);"),
        Case("u = Weyl + 1;", "u = 0x9E3779B9u + 1u;"),
        Case("n = 0b1010 + 1_000;", "n = 0xA + 1000;"),
        Case("if (mode == Mode.On) return;", "if (mode == 1) return;"),

        // C# and C convert alike but for int with uint, bytes and shifts.
        Case("l = n;", "l = n;"),
        Case("l = n + 1L;", "l = n + 1L;", "l = n + 1LL;"),
        Case("l = n + u;", "l = (long)n + (long)u;", "l = (long long)n + (long long)u;"),
        Case("d = n / 2 * x[0];", "d = n / 2 * x[0];"),
        Case("n = (int)(l >> 32);", "n = (int)(l >> 32);"),
        Case("n <<= n;", "n <<= n & 31;"),
        Case("l = l << n + 1;", "l = l << (n + 1 & 63);"),
        Case("n = n << 33;", "n = n << 1;"),
        Case("n = n >>> 3;", "n = (int)((uint)n >> 3);", "n = (int)((unsigned int)n >> 3);"),
        Case("n = ~(n & 3 | n ^ 1) % 5;", "n = ~(n & 3 | n ^ 1) % 5;"),
        Case("x[0] %= 3;", "x[0] = fmod(x[0], 3.0f);"),

        // Functions.
        Case("x[0] = XMath.Max(XMath.Exp(x[1]), 0);", "x[0] = adversa_max(exp(x[1]), 0.0f);",
            "x[0] = adversa_max(expf(x[1]), 0.0f);"),
        Case("d = XMath.Sqrt(d) + XMath.Min(d, 1);", "d = sqrt(d) + adversa_min_double(d, 1.0);"),
        Case("n = System.Math.Max(n, Width) + System.Math.Abs(n);", "n = max(n, 4) + (int)abs(n);", "n = max(n, 4) + abs(n);"),
        Case("n = System.Math.Clamp(n, 1, 3);", "n = min(max(n, 1), 3);"),
        Case("n = Times(n + 1, 2) * 3;", "n = mad24(n + 1, 2, 0) * 3;", "n = ((n + 1) * 2) * 3;"),
        Case("Atomic.Add(ref k[n], 1);", "atomic_add(&k[n], 1);", "atomicAdd(&k[n], 1);"),
        Case("Bump(ref k[2]); Bump(ref n);", "Bump_private(&n);"),
        Case("Set(out int fresh);", "int fresh;"),
        Case("x[0] = At(x.SubView(n * 2, 4), 3);", "x[0] = At(x + n * 2, 3);"),
        Case("n = x.SubView(n, Width).IntLength;", "n = 4;"),

        // Structs.
        Case("Pair p = default; x[0] = p.Double;", "Pair p = make_Pair(0.0f, 0);"),
        Case("Pair p = new(); p += p;", "p = Pair_Addition(p, p);"),

        // Statements.
        Case("for (int i = 0; i < Width; i++) x[i] = 0;", "#pragma unroll"),
        Case("for (int i = 0, j = n; i < j; i++, j--) x[i] = j;", "for (int i = 0, j = n; i < j; i++, j--) x[i] = j;"),
        Case("do n--; while (n > 0);", "while (n > 0);"),
        Case("if (n > 0) n = 1; else if (n < -3) n = 2; else n = 3;", "else if (n < -3) n = 2;"),
        Case("// why\nn = 1;", "// why"),
        Case("n = Grid.IdxX * Group.DimX + Group.IdxX;",
            "n = (int)get_group_id(0) * (int)get_local_size(0) + (int)get_local_id(0);",
            "n = (int)blockIdx.x * (int)blockDim.x + (int)threadIdx.x;"),

        // Names that C has for something else.
        Case("int half = 3; n = half;", "n = half_2;"),
        Case("int @in = 3; n = @in;", "n = in;"),
        Case("int größe = 3; n = größe;", "n = gru00f6u00dfe;"),
    ];

    [TestCaseSource(nameof(Statements))]
    public void Statements_mean_the_same_in_every_language(string statement, string openCl, string cuda)
    {
        string text = Emitted(statement);
        Assert.That(Program(text, "OpenClFloat32"), Does.Contain(openCl));
        Assert.That(Program(text, "CudaFloat32"), Does.Contain(cuda));
    }

    [Test]
    public void The_form_for_float64_reads_floats_as_doubles()
    {
        string text = Program(Emitted("float y = 0.1f * XMath.Max(x[0], s); x[0] = y + (float)d;"), "OpenClFloat64");
        Assert.That(text, Does.Contain("double y = 0.1 * adversa_max(x[0], s);").And.Contain("x[0] = y + (double)d;"));
        Assert.That(text, Does.Contain("cl_khr_fp64").And.Contain("double s"));
    }

    [Test]
    public void Loops_with_barriers_are_not_unrolled()
    {
        string text = Emitted("for (int i = 0; i < 4; i++) { Group.Barrier(); } for (int i = 0; i < 65; i++) n++;");
        Assert.That(text, Does.Not.Contain("unroll"));
    }

    /// <summary>A statement of several lines is indented as it was written, and the form says which devices have it.</summary>
    [Test]
    public void A_targets_own_statement_states_what_it_needs_of_the_device()
    {
        const string Kernels = """
            [Intrinsic(CudaCapability = 70, Cuda = "wait()")]
            static void Wait() { }

            [Intrinsic(CudaCapability = 80, Cuda = "asm(\n    \"mov %0, %1;\" : \"=r\"({1}) : \"r\"({0}[2]))")]
            static void Move(ArrayView<int> from, out int to) => to = 0;

            [Grouped(64, IsFloat32Only = true, Fallback = nameof(B))]
            static void A(ArrayView<int> x, int n)
            {
                Wait();
                Move(x.SubView(n, 3), out x[n]);
            }

            [Grouped(64, IsFloat32Only = true)]
            static void B(ArrayView<int> x, int n) { }
            """;
        var result = GeneratorHost.RunGrouped(GeneratorHost.Class(Kernels));
        Assert.That(result.Diagnostics, Is.Empty);
        string text = result.Text("K.A.g.cs");
        Assert.That(Program(text, "CudaFloat32"), Does.Contain(
            "            wait();\n            asm(\n                \"mov %0, %1;\" : \"=r\"(x[n]) : \"r\"((x + n)[2]));\n"));
        Assert.That(text, Does.Contain("new(\"A\", null, static () => CudaFloat32, 0, false, CudaCapability: 80)"));
        Assert.That(text, Does.Contain("BKernel, static () => CSharp"));
    }

    private static TestCaseData Case(string statement, string openCl, string? cuda = null) =>
        new TestCaseData(statement, openCl, cuda ?? openCl).SetArgDisplayNames(statement);

    private static string Emitted(string statements)
    {
        var result = GeneratorHost.RunGrouped(GeneratorHost.Class(
            Members + "[Grouped(64)] static void A(ArrayView<float> x, ArrayView<int> k, int n, uint u, long l, double d, "
            + "float s, Mode mode)\n{\n" + statements + "\n}"));
        Assert.That(result.Diagnostics, Is.Empty);
        return result.Text("K.A.g.cs");
    }

    /// <summary>One of the emitted texts.</summary>
    private static string Program(string text, string name)
    {
        int begin = text.IndexOf($" {name} => ", StringComparison.Ordinal);
        return text[begin..text.IndexOf("u8;", begin, StringComparison.Ordinal)];
    }
}
