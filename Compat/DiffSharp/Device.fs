namespace DiffSharp

/// A kind of device; this engine runs on the CPU alone.
type DeviceType =
    /// The processor.
    | CPU = 0

/// A device that holds tensors.
[<Struct>]
type Device =
    /// The device of the given kind and index.
    | Device of DeviceType * int

    /// The kind of the device.
    member x.DeviceType = let (Device(kind, _)) = x in kind

    /// The index among the devices of its kind; -1 for the only one.
    member x.DeviceIndex = let (Device(_, index)) = x in index

    /// The processor.
    static member CPU = Device(DeviceType.CPU, -1)

/// Settings of the device.
module Device =
    /// The device of tensors that are created without one; set it with dsharp.config.
    let mutable Default = Device.CPU

/// An implementation of the tensor operations.
[<RequireQualifiedAccess>]
type Backend =
    /// Plain loops over arrays, in managed code.
    | Reference

/// Settings of the backend.
module Backend =
    /// The backend of tensors that are created without one; set it with dsharp.config.
    let mutable Default = Backend.Reference

/// How much of a tensor is printed.
type Printer =
    /// Everything that fits into a few lines.
    | Default
    /// Every element.
    | Full

/// Settings of the printer.
module Printer =
    /// The printer in use; set it with dsharp.config.
    let mutable Default = Printer.Default
