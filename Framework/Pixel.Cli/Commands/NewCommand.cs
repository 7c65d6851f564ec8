using System.CommandLine;
using Pixel.Cli.Output;
using Pixel.Host.Plugins;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw new NAME</c>.</summary>
static class NewCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The architecture's name in kebab case, such as row-mixer." };
        var @out = new Option<string?>("--out") { Description = "The folder to make; it must not hold anything yet.  [default: NAME]", HelpName = "DIR" };
        var command = new Command("new", "Begin a plug-in: a project that compiles, with options, a layer of its own, a test and a config.") { name, @out };
        command.SetAction(parsed => Execute(parsed.GetValue(name)!, parsed.GetValue(@out)));
        return command;
    }

    static int Execute(string name, string? @out)
    {
        var template = new PluginTemplate(name);
        var folder = @out ?? name;
        template.Write(folder);
        var pixelfw = File.Exists("pixelfw") ? "./pixelfw" : "pixelfw";
        Console.WriteLine($"""
            {Path.GetFullPath(folder)} holds the plug-in {template.ClassName} with the architecture '{name}'. Next:

              dotnet build {Quoted(Path.Combine(folder, template.ClassName))} -c Release
              {pixelfw} run {Quoted(Path.Combine(folder, name + ".yaml"))}
              {pixelfw} check {name} --plugins {Quoted(Path.Combine(folder, "plugins"))}
              dotnet test {Quoted(folder)} -c Release

            The build puts the plug-in into {Path.Combine(folder, "plugins", template.ClassName)}, and the config names that folder. Your layer is in
            {Path.Combine(folder, template.ClassName, template.ClassName + "Layer.cs")}; docs/writing-a-plugin.md walks through all of it.
            """);
        return ExitCodes.Done;
    }

    /// <summary>A word as a shell takes it for one.</summary>
    static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || (OperatingSystem.IsWindows() ? @"_-.:/\" : "_-./").Contains(letter)) ? word
        : OperatingSystem.IsWindows() ? $"\"{word}\""
        : $"'{word.Replace("'", "'\\''")}'";
}
