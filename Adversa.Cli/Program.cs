return Adversa.Cli.CommandLine.Run(args);
