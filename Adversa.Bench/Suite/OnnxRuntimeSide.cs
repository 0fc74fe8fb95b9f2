namespace Adversa.Bench.Suite;

/// <summary>
/// ONNX Runtime through Node, by <c>scripts/onnx_step.cjs</c>: inference of the generator that PyTorch exports, with its own
/// fusions.
/// </summary>
internal sealed class OnnxRuntimeSide : Side, IDisposable
{
    private const string Title = "ONNX Runtime", Node = "node";

    private readonly PythonWithTorch _python;
    private readonly string? _package;
    private readonly int _threads;
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("adversa-onnx-");

    private OnnxRuntimeSide(PythonWithTorch python, string? package, int threads)
        : base(Title) => (_python, _package, _threads) = (python, package, threads);

    /// <summary>ONNX Runtime where Node has it and PyTorch can export a model for it.</summary>
    /// <param name="python">The Python that exports.</param>
    /// <param name="package">Where onnxruntime-node was installed; null for where Node looks by itself.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async Task<SideEntry> FindAsync(
        PythonWithTorch? python, string? package, int threads, CancellationToken cancellation)
    {
        if (python is null) return SideEntry.Absent(Title, $"its models come from {PyTorchSide.Title}, which is absent");
        const string look = "require.resolve('onnxruntime-node', process.argv[1] ? { paths: [process.argv[1]] } : undefined)";
        try
        {
            ChildResult child = await new ChildProcess(Node, "-e", look, package ?? "").RunAsync(cancellation);
            if (child.ExitCode == 0) return SideEntry.Of(new OnnxRuntimeSide(python, package, threads));
            return SideEntry.Absent(
                Title, $"Node does not find the package onnxruntime-node in {package ?? "NODE_PATH"}; " +
                "npm install --ignore-scripts onnxruntime-node in a folder, and name that by --onnxruntime");
        }
        catch (IOException error)
        {
            return SideEntry.Absent(Title, error.Message);
        }
    }

    public override bool Runs(Workload workload) => workload.IsInference;

    public override async Task PrepareAsync(Workload workload, CancellationToken cancellation)
    {
        ChildProcess export = _python.Script("export_onnx.py", [.. ShapeArguments(workload), Model(workload)]);
        ChildResult child = await export.RunAsync(cancellation);
        if (child.ExitCode != 0) throw new IOException($"{Title}: the model was not exported ({child.LastWords})");
    }

    public override ChildProcess Command(Workload workload) => new(
        Node,
        [
            Path.Combine(_python.ScriptFolder, "onnx_step.cjs"),
            .. _package is null ? Array.Empty<string>() : ["--runtime", _package],
            "--batch", $"{workload.Settings.Batch}", "--steps", $"{workload.Settings.Steps}",
            "--warm-up", $"{workload.Settings.WarmUp}", "--threads", $"{_threads}", Model(workload),
        ]);

    public void Dispose() => _models.Delete(recursive: true);

    private string Model(Workload workload) => Path.Combine(_models.FullName, $"generator-{workload.Settings.Batch}.onnx");
}
