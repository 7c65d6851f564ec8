using Pixel.Host.Plugins;
using Pixel.Tests.Support;

namespace Pixel.Tests.PluginCatalogs;

public class PluginFoldersTests
{
    [Fact]
    public void The_variables_folders_come_before_the_given_ones_and_none_comes_twice()
    {
        using var first = new TempFolder();
        using var second = new TempFolder();
        var before = Environment.GetEnvironmentVariable(PluginFolders.Variable);
        try
        {
            var value = string.Join(Path.PathSeparator, second.Path, "", " " + first.Path);
            Environment.SetEnvironmentVariable(PluginFolders.Variable, value);

            PluginFolders.Default(["here", first.Path]).Where(folder => folder != Beside)
                .ShouldBe([second.Path, first.Path, Path.GetFullPath("here")]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(PluginFolders.Variable, before);
        }
    }

    [Fact]
    public void The_folder_beside_the_program_comes_first_if_it_is_there() =>
        PluginFolders.Default([]).Contains(Beside).ShouldBe(Directory.Exists(Beside));

    static string Beside => Path.Combine(AppContext.BaseDirectory, "plugins");
}
