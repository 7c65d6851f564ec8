/// The architectures as a user gets them: loaded from the plug-in folders beside the command line.
module Pixel.GradientChecks.Support.Plugins

open System
open System.IO
open Pixel.Contracts
open Pixel.Host.Plugins
open Pixel.Likelihoods

let private folder =
    let configuration = DirectoryInfo(AppContext.BaseDirectory).Name
    Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Pixel.Cli", configuration, "plugins"))

let private loaded = lazy PluginCatalog.Load [ folder ]

/// Describes a small network. variant: the architecture's name and its options, as in "row-lstm Kernel=5 Skip=true".
let describe (variant: string) (image: ImageShape) =
    let words = variant.Split ' '
    let architecture = loaded.Value.Find words[0]
    let options = nonNull (Activator.CreateInstance architecture.OptionsType) :?> ModelOptions
    options.Hidden <- 4
    options.Layers <- 2
    options.Head <- 5

    for word in Array.skip 1 words do
        let name, value = word.Split('=')[0], word.Split('=')[1]
        let property = architecture.OptionsType.GetProperty name |> nonNull
        property.SetValue(options, Convert.ChangeType(value, property.PropertyType, null))

    let likelihood = LikelihoodCatalog.Shared.Find(architecture, options, image)
    architecture.Build(options, BuildContext(image, likelihood, loaded.Value)), likelihood
