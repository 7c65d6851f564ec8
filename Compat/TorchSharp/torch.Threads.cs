using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static int get_num_threads() => Shim.px_get_num_threads();

    public static void set_num_threads(int num) => Shim.px_set_num_threads(num);

    public static int get_num_interop_threads() => Shim.px_get_num_interop_threads();

    public static void set_num_interop_threads(int num) => Shim.px_set_num_interop_threads(num);
}
