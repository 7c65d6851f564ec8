namespace DiffSharp.Engine

/// A tensor as the engine sees it. The tag names the differentiation that a tangent or a node belongs to; of two
/// operands the one of the later differentiation, the larger tag, is the one that the result belongs to.
[<NoEquality; NoComparison>]
type internal Value =
    /// A constant.
    | C of Raw
    /// Forward mode: the value and its tangent.
    | F of primal: Value * tangent: Value * tag: uint32
    /// Reverse mode: a node of the graph.
    | R of Node

/// A node of a reverse-mode graph.
and [<Sealed; AllowNullLiteral(false)>] internal Node
    (primal: Value, tag: uint32, parents: Node[], pull: Value -> Value[]) =
    member _.Primal = primal
    member _.Tag = tag
    member _.Parents = parents

    /// From the derivative for this node to what it contributes to the derivative for each parent.
    member _.Pull = pull

    /// The derivative so far; None until something has been pushed.
    member val Derivative: Value option = None with get, set

    /// How many contributions are still to come in the reverse pass under way.
    member val Pending = 0 with get, set

module internal Value =
    let primal value =
        match value with
        | C _ -> value
        | F(primal, _, _) -> primal
        | R node -> node.Primal

    let rec raw value =
        match value with
        | C raw -> raw
        | F(primal, _, _) -> raw primal
        | R node -> raw node.Primal

    let shape value = (raw value).Shape
    let dtype value = (raw value).Dtype
    let constant value = C(raw value)

    /// -1 for a constant, since the first differentiation may have the tag 0.
    let tag value =
        match value with
        | C _ -> -1L
        | F(_, _, tag) -> int64 tag
        | R node -> int64 node.Tag

    let like value (number: float) shape = C(Raw.Fill(number, shape, dtype value))
    let zeros value = like value 0.0 (shape value)

    /// `push p f d` takes the tangent d at the point p, where the value is f; `pull p f v` takes the derivative v back.
    let rec unary (kernel: Raw -> Raw) push pull a =
        match a with
        | C a -> C(kernel a)
        | F(p, d, tag) ->
            let f = unary kernel push pull p
            F(f, push p f d, tag)
        | R node ->
            let p = node.Primal
            let f = unary kernel push pull p
            R(Node(f, node.Tag, [| node |], (fun v -> [| pull p f v |])))

    /// A linear operation and its adjoint: each is the other's derivative.
    let rec linear (kernel: Raw -> Raw) (adjoint: Raw -> Raw) a =
        unary kernel (fun _ _ d -> linear kernel adjoint d) (fun _ _ v -> linear adjoint kernel v) a

/// An operation on two values of the same shape or of shapes that the kernel takes; each derivative is a function of
/// both operands, the result, and the tangent or derivative to take on.
[<NoEquality; NoComparison>]
type internal Binary =
    { Kernel: Raw -> Raw -> Raw
      PushLeft: Value -> Value -> Value -> Value -> Value
      PushRight: Value -> Value -> Value -> Value -> Value
      PullLeft: Value -> Value -> Value -> Value -> Value
      PullRight: Value -> Value -> Value -> Value -> Value }

module internal Binary =
    let private mixed () =
        failwith "Forward mode and reverse mode cannot meet at the same nesting level"

    let rec apply (op: Binary) (a: Value) (b: Value) : Value =
        match a, b with
        | C a, C b -> C(op.Kernel a b)
        | _ ->
            let left = Value.tag a >= Value.tag b
            let right = Value.tag b >= Value.tag a
            let p = if left then Value.primal a else a
            let q = if right then Value.primal b else b
            let f = apply op p q

            match a, b with
            | F(_, d, tag), F(_, e, _) when left && right -> F(f, plus (op.PushLeft p q f d) (op.PushRight p q f e), tag)
            | R m, R n when left && right ->
                R(Node(f, m.Tag, [| m; n |], (fun v -> [| op.PullLeft p q f v; op.PullRight p q f v |])))
            | _ when left && right -> mixed ()
            | F(_, d, tag), _ when left -> F(f, op.PushLeft p q f d, tag)
            | R node, _ when left -> R(Node(f, node.Tag, [| node |], (fun v -> [| op.PullLeft p q f v |])))
            | _, F(_, e, tag) -> F(f, op.PushRight p q f e, tag)
            | _, R node -> R(Node(f, node.Tag, [| node |], (fun v -> [| op.PullRight p q f v |])))
            | _ -> mixed ()

    /// The sum of two values of the same shape.
    and plus (a: Value) (b: Value) : Value =
        let keep _ _ _ d = d

        let op =
            { Kernel = Kernels.zip (+)
              PushLeft = keep
              PushRight = keep
              PullLeft = keep
              PullRight = keep }

        apply op a b

    /// An operation that is linear in each operand. `left v b` and `right v a` are its adjoints.
    let bilinear kernel (self: Value -> Value -> Value) left right =
        { Kernel = kernel
          PushLeft = fun _ b _ d -> self d b
          PushRight = fun a _ _ d -> self a d
          PullLeft = fun _ b _ v -> left v b
          PullRight = fun a _ _ v -> right v a }
