/// Functions of one tensor, element by element.
module internal DiffSharp.Engine.Functions

open DiffSharp
open DiffSharp.Engine.Arithmetic

/// Constant between its jumps, so that the derivative is zero.
let private step kernel a =
    elementwise (Kernels.map kernel) (fun p _ -> Value.zeros p) a

let sign a = step (fun x -> if x > 0.0 then 1.0 elif x < 0.0 then -1.0 else 0.0) a

let abs a = elementwise (Kernels.map System.Math.Abs) (fun p _ -> sign p) a

let exp a = elementwise (Kernels.map System.Math.Exp) (fun _ f -> f) a

let sqrt a =
    let apply _ f d = divSame d (scale 2.0 f)
    Value.unary (Kernels.map System.Math.Sqrt) apply apply a

let relu a =
    let positive = step (fun x -> if x > 0.0 then 1.0 else 0.0)
    elementwise (Kernels.map (fun x -> max 0.0 x)) (fun p _ -> positive p) a

let tanh a =
    elementwise (Kernels.map System.Math.Tanh) (fun _ f -> scalarSub 1.0 (mulSame f f)) a

// The exponent is never positive, so that no side overflows.
let private logistic x =
    if x >= 0.0 then
        1.0 / (1.0 + System.Math.Exp -x)
    else
        let e = System.Math.Exp x
        e / (1.0 + e)

let sigmoid a =
    elementwise (Kernels.map logistic) (fun _ f -> mulSame f (scalarSub 1.0 f)) a

// log(1 + x) without losing a small x in the sum: the second term is what the rounded sum left out.
let private log1p x =
    let sum = 1.0 + x
    if sum = 1.0 then x else System.Math.Log sum + (x - (sum - 1.0)) / sum

let softplus a =
    let kernel x = max 0.0 x + log1p (System.Math.Exp -(System.Math.Abs x))
    elementwise (Kernels.map kernel) (fun p _ -> sigmoid p) a

let clamp (low: float) (high: float) a =
    let inside = step (fun x -> if x >= low && x <= high then 1.0 else 0.0)
    elementwise (Kernels.map (fun x -> max low (min high x))) (fun p _ -> inside p) a

/// The larger of each pair, the first wherever `better first second`; equals share the derivative.
let private choose (better: float -> float -> bool) (a: Value) (b: Value) =
    let dtype = (Dtype.widen (Value.dtype a) (Value.dtype b)).Value

    let shares (first: Value) (second: Value) =
        let won = compare dtype better first second
        let drawn = compare dtype (=) first second
        add won (mulScalar drawn 0.5)

    add (mul a (shares a b)) (mul b (shares b a))

let max a b = choose (>) a b
let min a b = choose (<) a b
