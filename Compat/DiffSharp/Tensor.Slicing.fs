namespace DiffSharp

/// Indexing with ranges, as in `t[1..2, 0, *]`.
[<AutoOpen>]
module SlicingExtensions =

    /// A range; one of a single index drops the dimension only where both ends are written out.
    let private range (first: int option) (last: int option) (size: int) =
        [ defaultArg first 0; defaultArg last (size - 1); (if first.IsSome && last.IsSome then 1 else 0) ]

    let private index (at: int) (_: int) = [ at; at; 1 ]

    let private slice (t: Tensor) (parts: (int -> int list) list) =
        if parts.Length > t.dim then
            failwith $"A slice of {parts.Length} dimensions does not fit a tensor of {t.dim}"

        t.GetSlice(array2D (List.mapi (fun d part -> part t.shape[d]) parts))

    type Tensor with

        /// The part at a range.
        member t.GetSlice(a0: int option, a1: int option) = slice t [ range a0 a1 ]

        /// The part at a range and a range.
        member t.GetSlice(a0: int option, a1: int option, b0: int option, b1: int option) =
            slice t [ range a0 a1; range b0 b1 ]

        /// The part at a range and an index.
        member t.GetSlice(a0: int option, a1: int option, b: int) = slice t [ range a0 a1; index b ]

        /// The part at an index and a range.
        member t.GetSlice(a: int, b0: int option, b1: int option) = slice t [ index a; range b0 b1 ]

        /// The part at a range, a range and a range.
        member t.GetSlice
            (
                a0: int option, a1: int option,
                b0: int option, b1: int option,
                c0: int option, c1: int option
            ) =
            slice t [ range a0 a1; range b0 b1; range c0 c1 ]

        /// The part at a range, a range and an index.
        member t.GetSlice(a0: int option, a1: int option, b0: int option, b1: int option, c: int) =
            slice t [ range a0 a1; range b0 b1; index c ]

        /// The part at a range, an index and a range.
        member t.GetSlice(a0: int option, a1: int option, b: int, c0: int option, c1: int option) =
            slice t [ range a0 a1; index b; range c0 c1 ]

        /// The part at a range, an index and an index.
        member t.GetSlice(a0: int option, a1: int option, b: int, c: int) = slice t [ range a0 a1; index b; index c ]

        /// The part at an index, a range and a range.
        member t.GetSlice(a: int, b0: int option, b1: int option, c0: int option, c1: int option) =
            slice t [ index a; range b0 b1; range c0 c1 ]

        /// The part at an index, a range and an index.
        member t.GetSlice(a: int, b0: int option, b1: int option, c: int) = slice t [ index a; range b0 b1; index c ]

        /// The part at an index, an index and a range.
        member t.GetSlice(a: int, b: int, c0: int option, c1: int option) = slice t [ index a; index b; range c0 c1 ]

        /// The part at a range, a range, a range and a range.
        member t.GetSlice
            (
                a0: int option, a1: int option,
                b0: int option, b1: int option,
                c0: int option, c1: int option,
                d0: int option, d1: int option
            ) =
            slice t [ range a0 a1; range b0 b1; range c0 c1; range d0 d1 ]

        /// The part at a range, a range, a range and an index.
        member t.GetSlice
            (
                a0: int option, a1: int option,
                b0: int option, b1: int option,
                c0: int option, c1: int option,
                d: int
            ) =
            slice t [ range a0 a1; range b0 b1; range c0 c1; index d ]

        /// The part at a range, a range, an index and a range.
        member t.GetSlice
            (
                a0: int option, a1: int option,
                b0: int option, b1: int option,
                c: int,
                d0: int option, d1: int option
            ) =
            slice t [ range a0 a1; range b0 b1; index c; range d0 d1 ]

        /// The part at a range, a range, an index and an index.
        member t.GetSlice(a0: int option, a1: int option, b0: int option, b1: int option, c: int, d: int) =
            slice t [ range a0 a1; range b0 b1; index c; index d ]

        /// The part at a range, an index, a range and a range.
        member t.GetSlice
            (
                a0: int option, a1: int option,
                b: int,
                c0: int option, c1: int option,
                d0: int option, d1: int option
            ) =
            slice t [ range a0 a1; index b; range c0 c1; range d0 d1 ]

        /// The part at a range, an index, a range and an index.
        member t.GetSlice(a0: int option, a1: int option, b: int, c0: int option, c1: int option, d: int) =
            slice t [ range a0 a1; index b; range c0 c1; index d ]

        /// The part at a range, an index, an index and a range.
        member t.GetSlice(a0: int option, a1: int option, b: int, c: int, d0: int option, d1: int option) =
            slice t [ range a0 a1; index b; index c; range d0 d1 ]

        /// The part at a range, an index, an index and an index.
        member t.GetSlice(a0: int option, a1: int option, b: int, c: int, d: int) =
            slice t [ range a0 a1; index b; index c; index d ]

        /// The part at an index, a range, a range and a range.
        member t.GetSlice
            (
                a: int,
                b0: int option, b1: int option,
                c0: int option, c1: int option,
                d0: int option, d1: int option
            ) =
            slice t [ index a; range b0 b1; range c0 c1; range d0 d1 ]

        /// The part at an index, a range, a range and an index.
        member t.GetSlice(a: int, b0: int option, b1: int option, c0: int option, c1: int option, d: int) =
            slice t [ index a; range b0 b1; range c0 c1; index d ]

        /// The part at an index, a range, an index and a range.
        member t.GetSlice(a: int, b0: int option, b1: int option, c: int, d0: int option, d1: int option) =
            slice t [ index a; range b0 b1; index c; range d0 d1 ]

        /// The part at an index, a range, an index and an index.
        member t.GetSlice(a: int, b0: int option, b1: int option, c: int, d: int) =
            slice t [ index a; range b0 b1; index c; index d ]

        /// The part at an index, an index, a range and a range.
        member t.GetSlice(a: int, b: int, c0: int option, c1: int option, d0: int option, d1: int option) =
            slice t [ index a; index b; range c0 c1; range d0 d1 ]

        /// The part at an index, an index, a range and an index.
        member t.GetSlice(a: int, b: int, c0: int option, c1: int option, d: int) =
            slice t [ index a; index b; range c0 c1; index d ]

        /// The part at an index, an index, an index and a range.
        member t.GetSlice(a: int, b: int, c: int, d0: int option, d1: int option) =
            slice t [ index a; index b; index c; range d0 d1 ]
