/// Operations on each element or on each pair of elements.
module internal DiffSharp.Engine.Elementwise

/// f of each element; `slope x y` is its derivative at x, where the value is y.
let private map (f: float -> float) (slope: float -> float -> float) (a: Value) =
    let elements = Array.map f a.Elements
    Value.result a.Shape elements [ a, Array.map3 (fun x y v -> v * slope x y) a.Elements elements ]

/// Both in the shape that both expand to.
let private together (a: Value) (b: Value) =
    let shape = Shapes.broadcast a.Shape b.Shape
    Structure.expand shape a, Structure.expand shape b

let add (a: Value) (b: Value) =
    let a, b = together a b
    Value.result a.Shape (Array.map2 (+) a.Elements b.Elements) [ a, id; b, id ]

let mul (a: Value) (b: Value) =
    let a, b = together a b
    let times (other: Value) = Array.map2 (*) other.Elements
    Value.result a.Shape (times a b.Elements) [ a, times b; b, times a ]

let shift (number: float) (a: Value) = map (fun x -> x + number) (fun _ _ -> 1.0) a

let scale (number: float) (a: Value) = map (fun x -> x * number) (fun _ _ -> number) a

let exp (a: Value) = map System.Math.Exp (fun _ y -> y) a

let log (a: Value) = map System.Math.Log (fun x _ -> 1.0 / x) a

let tanh (a: Value) = map System.Math.Tanh (fun _ y -> 1.0 - y * y) a

/// At the kink the derivative is 0.
let relu (a: Value) = map (max 0.0) (fun x _ -> if x > 0.0 then 1.0 else 0.0) a

// Exponents are never positive, so that neither side overflows.
let private logistic x =
    if x >= 0.0 then
        1.0 / (1.0 + System.Math.Exp -x)
    else
        let e = System.Math.Exp x
        e / (1.0 + e)

let sigmoid (a: Value) = map logistic (fun _ y -> y * (1.0 - y)) a
