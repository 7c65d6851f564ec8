namespace DiffSharp

open DiffSharp.Engine

/// Creates tensors, computes with them and differentiates functions of them.
[<AbstractClass; Sealed>]
type dsharp private () =

    // Settings.

    /// Seeds the random numbers; without a number, anew.
    static member seed(?seed: int) = Creation.seed seed

    /// The settings for tensors that are created without their own.
    static member config() =
        Device.Default, Dtype.Default, Backend.Default, Printer.Default

    /// Changes the settings for tensors that are created without their own.
    static member config(?device: Device, ?dtype: Dtype, ?backend: Backend, ?printer: Printer) =
        dtype
        |> Option.iter (fun dtype ->
            if not dtype.IsFloatingPoint then
                failwith $"The default element type is one of floating point numbers, not {dtype}"

            Dtype.Default <- dtype)

        device |> Option.iter (fun device -> Device.Default <- device)
        backend |> Option.iter (fun backend -> Backend.Default <- backend)
        printer |> Option.iter (fun printer -> Printer.Default <- printer)

    /// Restores settings that config() gave.
    static member config(configuration: (Device * Dtype * Backend * Printer)) =
        let device, dtype, backend, printer = configuration
        dsharp.config (device = device, dtype = dtype, backend = backend, printer = printer)

    // New tensors.

    /// A tensor of the numbers in a scalar, an array or nested sequences. Without an element type a vector of the
    /// default type stays one, truth values stay Bool, and all else becomes Float32.
    static member tensor(value: obj, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        Tensor.create (value, ?device = device, ?dtype = dtype, ?backend = backend)

    /// Zeros of the given shape.
    static member zeros(shape: seq<int>, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        ignore (device, backend)
        Tensor(Creation.full 0.0 shape dtype)

    /// Zeros as a vector.
    static member zeros(length: int, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        ignore (device, backend)
        Tensor(Creation.full 0.0 [ length ] dtype)

    /// Ones of the given shape.
    static member ones(shape: seq<int>, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        ignore (device, backend)
        Tensor(Creation.full 1.0 shape dtype)

    /// Ones as a vector.
    static member ones(length: int, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        ignore (device, backend)
        Tensor(Creation.full 1.0 [ length ] dtype)

    /// The number over and over.
    static member full(shape: seq<int>, value: scalar, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        ignore (device, backend)
        Tensor(Creation.full (value.ToDouble null) shape dtype)

    /// The number over and over, as a vector.
    static member full(length: int, value: scalar, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        ignore (device, backend)
        Tensor(Creation.full (value.ToDouble null) [ length ] dtype)

    /// The numbers from startVal, by default 0, to below endVal.
    static member arange(endVal: float, ?startVal: float, ?step: float, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        ignore (device, backend)
        Tensor(Creation.range (defaultArg startVal 0.0) endVal (defaultArg step 1.0) dtype)

    /// The integers from startVal, by default 0, to below endVal, as Int32.
    static member arange(endVal: int, ?startVal: int, ?step: int, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        let from, step = float (defaultArg startVal 0), float (defaultArg step 1)
        ignore (device, backend)
        Tensor(Creation.range from (float endVal) step (Some(defaultArg dtype Int32)))

    /// A matrix with ones on the diagonal.
    static member eye(rows: int, ?cols: int, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        let diagonal = Array2D.init rows (defaultArg cols rows) (fun i j -> if i = j then 1.0 else 0.0)
        Tensor.create (diagonal, ?device = device, ?dtype = dtype, ?backend = backend)

    /// A vector of zeros with a one at `hot`.
    static member onehot(length: int, hot: int, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        Tensor.Zero.onehotLike (length, hot, ?device = device, ?dtype = dtype, ?backend = backend)

    /// Random numbers, uniform on [0, 1).
    static member rand(shape: seq<int>, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        ignore (device, backend)
        Tensor(Creation.rand shape dtype)

    /// Random numbers, uniform on [0, 1), as a vector.
    static member rand(length: int, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        ignore (device, backend)
        Tensor(Creation.rand [ length ] dtype)

    /// Random numbers of the standard normal distribution.
    static member randn(shape: seq<int>, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        ignore (device, backend)
        Tensor(Creation.randn shape dtype)

    /// Random numbers of the standard normal distribution, as a vector.
    static member randn(length: int, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        ignore (device, backend)
        Tensor(Creation.randn [ length ] dtype)

    /// Zeros of the shape and element type of the input, unless told otherwise.
    static member zerosLike(input: Tensor, ?shape: seq<int>, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        input.zerosLike (?shape = shape, ?device = device, ?dtype = dtype, ?backend = backend)

    /// Ones of the shape and element type of the input, unless told otherwise.
    static member onesLike(input: Tensor, ?shape: seq<int>, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        input.onesLike (?shape = shape, ?device = device, ?dtype = dtype, ?backend = backend)
