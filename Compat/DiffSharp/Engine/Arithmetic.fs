/// The four operations and powers, element by element, with broadcasting.
module internal DiffSharp.Engine.Arithmetic

open DiffSharp

/// Both in the wider element type and in the shape that both expand to.
let private together (a: Value) (b: Value) =
    let dtype = (Dtype.widen (Value.dtype a) (Value.dtype b)).Value
    let a, b = Structure.cast dtype a, Structure.cast dtype b
    let left, right = Value.shape a, Value.shape b

    if left = right then
        struct (a, b)
    else
        let shape = Shapes.broadcast left right
        struct (Structure.expand shape a, Structure.expand shape b)

let private both op a b =
    let struct (a, b) = together a b
    Binary.apply op a b

/// A tensor of integers becomes one of floating point numbers where the number beside it is one.
let private besides (number: scalar) (a: Value) =
    let fraction =
        match number.GetTypeCode() with
        | System.TypeCode.Single
        | System.TypeCode.Double
        | System.TypeCode.Decimal -> true
        | _ -> false

    match Value.dtype a with
    | Int32
    | Int64 when fraction -> Structure.cast Dtype.Default a
    | Bool -> Structure.cast (if fraction then Dtype.Default else Int32) a
    | _ -> a

/// Division leaves the integers.
let private divisible (a: Value) =
    if (Value.dtype a).IsFloatingPoint then a else Structure.cast Dtype.Default a

let scale (number: float) a =
    Value.linear (Kernels.map (fun x -> x * number)) (Kernels.map (fun x -> x * number)) a

let neg a = scale -1.0 a

let private keep _ _ d = d

let addScalar (a: Value) (number: scalar) =
    let number, a = number.ToDouble null, besides number a
    Value.unary (Kernels.map (fun x -> x + number)) keep keep a

let mulScalar (a: Value) (number: scalar) =
    scale (number.ToDouble null) (besides number a)

let subScalar (a: Value) (number: scalar) =
    let number, a = number.ToDouble null, besides number a
    Value.unary (Kernels.map (fun x -> x - number)) keep keep a

let scalarSub (number: scalar) (a: Value) =
    let number, a = number.ToDouble null, besides number a
    let opposite _ _ d = neg d
    Value.unary (Kernels.map (fun x -> number - x)) opposite opposite a

let divScalar (a: Value) (number: scalar) =
    let number, a = number.ToDouble null, a |> besides number |> divisible
    Value.linear (Kernels.map (fun x -> x / number)) (Kernels.map (fun x -> x / number)) a

let rec mulSame (a: Value) (b: Value) : Value =
    Binary.apply (Binary.bilinear (Kernels.zip (*)) mulSame mulSame mulSame) a b

let rec divSame (a: Value) (b: Value) : Value =
    let byDivisor _ b f d = neg (mulSame d (divSame f b))
    let byDividend _ b _ d = divSame d b

    let op =
        { Kernel = Kernels.zip (/)
          PushLeft = byDividend
          PushRight = byDivisor
          PullLeft = byDividend
          PullRight = byDivisor }

    Binary.apply op a b

let add a b =
    let struct (a, b) = together a b
    Binary.plus a b

let mul a b =
    let struct (a, b) = together a b
    mulSame a b

let private subtraction =
    let same _ _ _ d = d
    let opposite _ _ _ d = neg d

    { Kernel = Kernels.zip (-)
      PushLeft = same
      PushRight = opposite
      PullLeft = same
      PullRight = opposite }

let sub a b = both subtraction a b

let div a b =
    let struct (a, b) = together (divisible a) (divisible b)
    divSame a b

let scalarDiv (number: scalar) (a: Value) =
    let number, a = number.ToDouble null, a |> besides number |> divisible
    let slope p f d = neg (mulSame d (divSame f p))
    Value.unary (Kernels.map (fun x -> number / x)) slope slope a

/// Elementwise, with the derivative from the point and the value there.
let elementwise kernel (slope: Value -> Value -> Value) a =
    let apply p f d = mulSame d (slope p f)
    Value.unary kernel apply apply a

let log a =
    let apply p _ d = divSame d p
    Value.unary (Kernels.map System.Math.Log) apply apply a

let rec powScalar (a: Value) (number: scalar) : Value =
    let exponent, a = number.ToDouble null, besides number a

    // Without the case a zero base would give 0 · 0⁻¹ where the derivative is 0.
    let slope p _ =
        if exponent = 0.0 then Value.zeros p else scale exponent (powScalar p (exponent - 1.0))

    elementwise (Kernels.map (fun x -> System.Math.Pow(x, exponent))) slope a

let rec private powSame (a: Value) (b: Value) : Value =
    let byBase a b _ d = mulSame d (mulSame b (powSame a (subScalar b 1.0)))
    let byExponent a _ f d = mulSame d (mulSame f (log a))

    let op =
        { Kernel = Kernels.zip (fun x y -> System.Math.Pow(x, y))
          PushLeft = byBase
          PushRight = byExponent
          PullLeft = byBase
          PullRight = byExponent }

    Binary.apply op a b

let pow a b =
    let struct (a, b) = together a b
    powSame a b

let scalarPow (number: scalar) (a: Value) =
    let radix, a = number.ToDouble null, besides number a
    elementwise (Kernels.map (fun x -> System.Math.Pow(radix, x))) (fun _ f -> scale (System.Math.Log radix) f) a

/// 1 where the comparison holds; a constant, of the given element type.
let compare dtype (holds: float -> float -> bool) (a: Value) (b: Value) =
    let struct (a, b) = together (Value.constant a) (Value.constant b)
    C(Kernels.zipAs dtype (fun x y -> if holds x y then 1.0 else 0.0) (Value.raw a) (Value.raw b))
