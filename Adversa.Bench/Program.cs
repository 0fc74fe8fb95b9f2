using System.CommandLine;
using Adversa.Bench;

var root = new RootCommand("Benchmarks of Adversa.")
{
    StepCommand.Create(),
};
return root.Parse(args).Invoke();
