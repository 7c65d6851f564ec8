/// The reverse pass. A node passes its derivative on when everything that it contributed to has reported, which the
/// counts tell; stacks instead of recursion, since graphs are as deep as the computation is long.
module internal DiffSharp.Engine.Reverse

open System.Collections.Generic

/// Counts, for each node under `root`, the contributions to come, and forgets derivatives of an earlier pass.
let reset (forget: bool) (root: Node) =
    let waiting = Stack [ root ]

    while waiting.Count > 0 do
        let node = waiting.Pop()

        if forget then
            node.Derivative <- None

        node.Pending <- node.Pending + 1

        if node.Pending = 1 then
            for parent in node.Parents do
                waiting.Push parent

/// Passes the derivative `value` for `root` on to everything under it, after `reset`.
let push (value: Value) (root: Node) =
    let waiting = Stack [ struct (root, value) ]

    while waiting.Count > 0 do
        let struct (node, contribution) = waiting.Pop()

        let derivative =
            match node.Derivative with
            | None -> contribution
            | Some sum -> Binary.plus sum contribution

        node.Derivative <- Some derivative
        node.Pending <- node.Pending - 1

        if node.Pending = 0 && node.Parents.Length > 0 then
            let contributions = node.Pull derivative

            for i in 0 .. node.Parents.Length - 1 do
                waiting.Push(struct (node.Parents[i], contributions[i]))
