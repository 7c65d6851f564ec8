namespace DiffSharp.Engine

open System.Collections.Generic

/// A place in the graph that a computation leaves behind. Each link leads to a node that this one was computed from, with
/// the function that takes the derivative for this node to what it adds to the derivative for the other.
[<Sealed>]
type internal Node(links: (Node * (float[] -> float[])) list) =
    let depth = links |> List.fold (fun depth (node: Node, _) -> max depth (node.Depth + 1)) 0

    member _.Links = links

    /// Larger than the depth of everything that it was computed from.
    member _.Depth: int = depth

    /// None until a reverse pass comes by.
    member val Derivative: float[] option = None with get, set

/// A tensor as the engine sees it: its elements in row-major order, never changed once they are there, and its node
/// unless it is a constant. Derivatives are such arrays too.
type internal Value =
    { Shape: int[]
      Elements: float[]
      Node: Node option }

module internal Value =
    let constant shape elements =
        { Shape = shape
          Elements = elements
          Node = None }

    let variable (value: Value) = { value with Node = Some(Node []) }

    /// The result of an operation: its operands, each with the function from the derivative for the result to what it
    /// adds to the derivative for the operand.
    let result shape elements (operands: (Value * (float[] -> float[])) list) =
        let links = [ for operand, pull in operands do for node in Option.toList operand.Node -> node, pull ]

        { Shape = shape
          Elements = elements
          Node = if links.IsEmpty then None else Some(Node links) }

module internal Reverse =

    /// Everything that the node was computed from, itself included. A stack instead of recursion, since graphs are as
    /// deep as a computation is long.
    let private under (root: Node) =
        let found = HashSet<Node> HashIdentity.Reference
        let waiting = Stack [ root ]

        while waiting.Count > 0 do
            let node = waiting.Pop()

            if found.Add node then
                for other, _ in node.Links do
                    waiting.Push other

        found

    /// Leaves at everything that the node was computed from the derivative of the sum of its elements.
    let run (size: int) (root: Node) =
        let nodes = under root

        for node in nodes do
            node.Derivative <- None

        root.Derivative <- Some(Array.create size 1.0)

        // The deepest first: then a node's derivative is whole before it is passed on.
        for node in nodes |> Seq.sortByDescending _.Depth do
            for other, pull in node.Links do
                let contribution = pull node.Derivative.Value

                other.Derivative <-
                    match other.Derivative with
                    | None -> Some contribution
                    | Some sum -> Some(Array.map2 (+) sum contribution)
