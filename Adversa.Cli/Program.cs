using System.CommandLine;
using Adversa.Cli;
using Adversa.Cli.Commands;

var root = new RootCommand("Adversa trains generative adversarial networks and samples from them.")
{
    TrainCommand.Create(),
    SampleCommand.Create(),
    DevicesCommand.Create(),
};
root.WithExamples(
    ("adversa train", "train on the built-in shapes for about two minutes"),
    ("adversa train --data mnist/ --size 32 --steps 2000", "train on your own images"),
    ("adversa sample runs/dcgan-shapes-32 --count 16 --out grid.png", "draw new images"));
return CommandLine.Run(root, args);
