/// The level that a differentiation belongs to when none is named; each new one takes the next.
module internal DiffSharp.Engine.Nesting

open System.Threading

let mutable private level = 0u

let current () = Volatile.Read &level
let next () = Interlocked.Increment &level
let set (value: uint32) = Volatile.Write(&level, value)
