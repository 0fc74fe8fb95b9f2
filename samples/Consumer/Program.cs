// A program outside the solution that has nothing but the packages: ten steps of a small DCGAN, then a grid of samples.
using Adversa.Gan.Data.Images;
using Adversa.Gan.Training;

string folder = args is [var named, ..] ? named : "runs/consumer";
using TrainingRun run = TrainingRun.Start(new TrainingOptions { Size = 16, Features = 8, Steps = 10 }, folder);
run.Train(progress => Console.WriteLine($"step {progress.Step}: D {progress.Losses.Discriminator:0.000}"));

Image grid = Png.Read(run.LastSample!);
Console.WriteLine($"{run.LastSample}: {grid.Width}x{grid.Height} pixels");
