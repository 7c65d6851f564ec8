using Pixel.Cli;

return await CommandLine.RunAsync(args);
