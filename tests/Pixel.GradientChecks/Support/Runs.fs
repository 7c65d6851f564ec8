/// How the checks of these tests are run, and what they must give.
module Pixel.GradientChecks.Support.Runs

open System
open Pixel.Checks.Gradients
open Pixel.Kernels
open TorchSharp
open Xunit

/// The device that PIXELFW_TEST_DEVICE names: cpu, where it names none, or cuda.
let device =
    Environment.GetEnvironmentVariable "PIXELFW_TEST_DEVICE" |> Option.ofObj |> Option.defaultValue "cpu"

/// Skips a test whose device is not there, and says so.
let requireDevice () =
    if device <> "cpu" then
        Skip.IfNot(
            torch.cuda.is_available (),
            $"PIXELFW_TEST_DEVICE is {device}, but libtorch finds no CUDA device: the layers were not checked on it."
        )

/// The ways in which the map face's kernels can be computed; each check is run by all of them.
let paths = [ "managed"; "torch" ]

/// Runs a check by one of the paths, on one thread; the check is given the device and the path.
let by (path: string) (check: string * KernelPath -> 'T) =
    requireDevice ()
    torch.set_num_threads 1

    match path with
    | "managed" -> check (device, KernelPath.Managed)
    | "torch" -> check (device, KernelPath.Torch)
    | other -> invalidArg (nameof path) $"There is no kernel path '{other}'."

/// Fails with every comparison that failed, the first first.
let shouldPass (rows: seq<GradientRow>) =
    Assert.NotEmpty rows
    let failures = [ for row in rows do if not row.Passes then string row ]
    Assert.True(failures.IsEmpty, String.Join("\n", failures))

/// The names of what was compared with something.
let comparedWith (something: ComparedWith) (rows: seq<GradientRow>) =
    [ for row in rows do if row.Against = something then row.Tensor ]
