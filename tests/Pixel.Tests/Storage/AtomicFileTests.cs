using Pixel.Host.Storage;
using Pixel.Tests.Support;

namespace Pixel.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    readonly TempFolder _folder = new();

    [Fact]
    public void A_new_file_is_written_with_its_folder()
    {
        AtomicFile.WriteText(_folder["a/b/new.txt"], "größer");
        File.ReadAllBytes(_folder["a/b/new.txt"]).ShouldBe("größer"u8.ToArray());
    }

    [Fact]
    public void An_old_file_is_replaced()
    {
        AtomicFile.WriteText(_folder["file"], "a long old text");
        AtomicFile.WriteText(_folder["file"], "new");
        File.ReadAllText(_folder["file"]).ShouldBe("new");
    }

    [Fact]
    public void After_an_exception_the_old_file_stands_and_nothing_else_is_left()
    {
        AtomicFile.WriteText(_folder["file"], "old");
        var thrown = Should.Throw<InvalidOperationException>(() => AtomicFile.Write(_folder["file"], stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException("stop");
        }));
        thrown.Message.ShouldBe("stop");
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([_folder["file"]]);
        File.ReadAllText(_folder["file"]).ShouldBe("old");
    }

    [Fact]
    public void The_old_file_is_complete_while_the_new_one_is_being_written()
    {
        AtomicFile.WriteText(_folder["file"], "old");
        AtomicFile.Write(_folder["file"], stream =>
        {
            stream.Write("ne"u8);
            stream.Flush();
            File.ReadAllText(_folder["file"]).ShouldBe("old");
            stream.Write("w"u8);
        });
        File.ReadAllText(_folder["file"]).ShouldBe("new");
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_not_touched()
    {
        Directory.CreateDirectory(_folder["file"]);
        Should.Throw<Exception>(() => AtomicFile.WriteText(_folder["file"], "new")).ShouldBeAssignableTo<SystemException>();
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([_folder["file"]]);
    }

    public void Dispose() => _folder.Dispose();
}
