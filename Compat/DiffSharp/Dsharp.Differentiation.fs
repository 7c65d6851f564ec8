namespace DiffSharp

open DiffSharp.Engine

/// Differentiation as static members of dsharp. A name with f in front gives the function's value as well.
[<AutoOpen>]
module DsharpDifferentiation =

    let private checkSameShape (x: Tensor) (v: Tensor) =
        if x.shape <> v.shape then
            failwith $"x and v differ in shape, {Shapes.show x.shape} and {Shapes.show v.shape}"

    let private checkDims (expected: string) (x: Tensor) (xDims: int list) (fx: Tensor) (fxDims: int list) =
        if not (List.contains x.dim xDims && List.contains fx.dim fxDims) then
            failwith $"f must be a {expected}; it took {Shapes.show x.shape} to {Shapes.show fx.shape}"

    let private unit (x: Tensor) (i: int) = x.onehotLike (x.nelement, i)

    type dsharp with

        /// Enters a deeper nesting level.
        static member nest() = Nesting.next () |> ignore

        /// Sets the nesting level.
        static member nest(level: uint32) = Nesting.set level

        /// The tensor without its innermost derivative.
        static member primal(tensor: Tensor) = tensor.primal

        /// The tensor's derivative.
        static member derivative(tensor: Tensor) = tensor.derivative

        /// The tensor as a constant.
        static member noDiff(tensor: Tensor) = tensor.noDiff ()

        /// The tensor as a variable of forward mode with the given tangent.
        static member forwardDiff (nestingTag: uint32) (derivative: Tensor) (tensor: Tensor) =
            tensor.forwardDiff (derivative, nestingTag)

        /// The tensor as a variable of reverse mode.
        static member reverseDiff (nestingTag: uint32) (tensor: Tensor) = tensor.reverseDiff (nestingTag = nestingTag)

        /// Prepares a reverse pass from the tensor.
        static member reverseReset(tensor: Tensor) = tensor.reverseReset true

        /// Runs the reverse pass that reverseReset prepared.
        static member reversePush (value: Tensor) (tensor: Tensor) = tensor.reversePush value

        /// Computes the derivatives of the tensor, times `value`, for all that it was computed from.
        static member reverse (value: Tensor) (tensor: Tensor) = tensor.reverse value

        /// f x, and its derivative along v in forward mode.
        static member evalForwardDiff (f: Tensor -> Tensor) (x: Tensor) (v: Tensor) =
            let tag = Nesting.next ()
            let fx = x |> dsharp.forwardDiff tag v |> f

            // What does not depend on x is not of this differentiation, and its derivative is zero.
            if Value.tag fx.Value = int64 tag then
                fx.primal, fx.derivative
            else
                fx, fx.zerosLike ()

        /// f x, and the function that takes a derivative of f x back to one of x in reverse mode.
        static member evalReverseDiff (f: Tensor -> Tensor) (x: Tensor) =
            let tag = Nesting.next ()
            let x = dsharp.reverseDiff tag x
            let fx = f x

            let back (v: Tensor) =
                fx.reverse v
                x.derivative

            if Value.tag fx.Value = int64 tag then
                fx.primal, back
            else
                fx, (fun _ -> x.zerosLike ())

        /// f x and the product of the Jacobian with v, for a vector-valued f of a vector.
        static member fjacobianv f (x: Tensor) (v: Tensor) =
            checkSameShape x v
            let fx, d = dsharp.evalForwardDiff f x v
            checkDims "vector-valued function of a vector" x [ 1 ] fx [ 1 ]
            fx, d

        /// The product of the Jacobian with v.
        static member jacobianv f x v = dsharp.fjacobianv f x v |> snd

        /// f x and the derivative along v, for a scalar-valued f of a vector.
        static member fgradv f (x: Tensor) (v: Tensor) =
            checkSameShape x v
            let fx, d = dsharp.evalForwardDiff f x v
            checkDims "scalar-valued function of a vector" x [ 1 ] fx [ 0 ]
            fx, d

        /// The derivative along v.
        static member gradv f x v = dsharp.fgradv f x v |> snd

        /// f x and the derivative, for a function of a scalar.
        static member fdiff f (x: Tensor) =
            let fx, d = dsharp.evalForwardDiff f x (x.onesLike ())
            checkDims "function of a scalar" x [ 0 ] fx [ fx.dim ]
            fx, d

        /// The derivative for a scalar.
        static member diff f x = dsharp.fdiff f x |> snd

        /// f x and the product of the transposed Jacobian with v, for a vector- or scalar-valued f of a vector.
        static member fjacobianTv f (x: Tensor) (v: Tensor) =
            let fx, back = dsharp.evalReverseDiff f x
            checkDims "vector- or scalar-valued function of a vector" x [ 1 ] fx [ 0; 1 ]
            checkSameShape fx v
            fx, back v

        /// The product of the transposed Jacobian with v.
        static member jacobianTv f x v = dsharp.fjacobianTv f x v |> snd

        /// f x and its Jacobian, for a vector-valued f of a vector; row by row or column by column, whichever is fewer.
        static member fjacobian (f: Tensor -> Tensor) (x: Tensor) =
            let fx, back = dsharp.evalReverseDiff f x
            checkDims "vector-valued function of a vector" x [ 1 ] fx [ 1 ]

            if x.nelement > fx.nelement then
                fx, Tensor.stack [ for i in 0 .. fx.nelement - 1 -> back (unit fx i) ]
            else
                fx, Tensor.stack ([ for i in 0 .. x.nelement - 1 -> dsharp.jacobianv f x (unit x i) ], 1)

        /// The Jacobian.
        static member jacobian f x = dsharp.fjacobian f x |> snd

        /// f x and its gradient, for a scalar-valued f of a vector or a scalar.
        static member fgrad f (x: Tensor) =
            if x.dim = 0 then
                dsharp.fdiff f x
            else
                let fx, back = dsharp.evalReverseDiff f x
                checkDims "scalar-valued function of a vector or a scalar" x [ 1 ] fx [ 0 ]
                fx, back (fx.onesLike ())

        /// The gradient.
        static member grad f x = dsharp.fgrad f x |> snd

        /// f x and its Hessian, for a scalar-valued f of a vector: forward over reverse, a column for each element of x.
        static member fhessian (f: Tensor -> Tensor) (x: Tensor) =
            let fx = f x
            checkDims "scalar-valued function of a vector" x [ 1 ] fx [ 0 ]
            fx, Tensor.stack ([ for i in 0 .. x.nelement - 1 -> dsharp.jacobianv (dsharp.grad f) x (unit x i) ], 1)

        /// The Hessian.
        static member hessian f x = dsharp.fhessian f x |> snd
