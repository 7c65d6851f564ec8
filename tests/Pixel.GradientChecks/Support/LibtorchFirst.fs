namespace Pixel.GradientChecks.Support

open Pixel.Libtorch
open Xunit
open Xunit.Abstractions
open Xunit.Sdk

/// Loads libtorch before the first test, some of which begin with TorchSharp: by itself that takes the system's, where it has one.
type LibtorchFirst(messages: IMessageSink) =
    inherit XunitTestFramework(messages)
    do TorchLibrary.Load()

[<assembly: TestFramework("Pixel.GradientChecks.Support.LibtorchFirst", "Pixel.GradientChecks")>]
do ()
