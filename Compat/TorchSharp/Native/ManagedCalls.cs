using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The entries through which native code calls managed code. None lets an exception pass.</summary>
static unsafe class ManagedCalls
{
    static ManagedCalls() => Shim.px_set_callbacks(new Callbacks(&Forward, &Backward, &Release));

    /// <summary>To be called before anything that native code will call back for.</summary>
    public static void Register() => RuntimeHelpers.RunClassConstructor(typeof(ManagedCalls).TypeHandle);

    [UnmanagedCallersOnly]
    static int Forward(IntPtr call, IntPtr context, IntPtr outputs, IntPtr* error)
    {
        try
        {
            CallOf(call).Forward(context, outputs);
            return 0;
        }
        catch (Exception exception)
        {
            return Failed(exception, error);
        }
    }

    [UnmanagedCallersOnly]
    static int Backward(IntPtr call, IntPtr gradients, IntPtr results, IntPtr* error)
    {
        try
        {
            CallOf(call).Backward(gradients, results);
            return 0;
        }
        catch (Exception exception)
        {
            return Failed(exception, error);
        }
    }

    [UnmanagedCallersOnly]
    static void Release(IntPtr handle)
    {
        var owned = GCHandle.FromIntPtr(handle);
        (owned.Target as FunctionCall)?.Release();
        owned.Free();
    }

    static FunctionCall CallOf(IntPtr handle) => (FunctionCall)GCHandle.FromIntPtr(handle).Target!;

    static int Failed(Exception exception, IntPtr* error)
    {
        *error = GCHandle.ToIntPtr(GCHandle.Alloc(ExceptionDispatchInfo.Capture(exception)));
        return 1;
    }
}
