using System.Runtime.CompilerServices;
using Pixel.Libtorch;

namespace Pixel.Tests.Support;

/// <summary>Loads libtorch before the first test, some of which begin with TorchSharp: by itself that takes the system's, where it has one.</summary>
static class LibtorchFirst
{
    [ModuleInitializer]
    internal static void Load() => TorchLibrary.Load();
}
