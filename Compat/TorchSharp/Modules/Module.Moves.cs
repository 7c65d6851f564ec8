using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Moves and converts parameters and buffers, here and below. What changes is replaced by a new object, in the
            /// fields too; the old one is disposed. Only floating-point tensors take the new type.
            /// </summary>
            internal void Move(Device? device, ScalarType? dtype, bool nonBlocking)
            {
                foreach (var (_, module) in _submodules) module.Move(device, dtype, nonBlocking);
                var fields = Fields().GroupBy(NameOf).ToDictionary(group => group.Key, group => group.First());
                using var mode = no_grad();
                foreach (var (name, parameter) in _parameters.ToArray())
                {
                    if (Moved(parameter, device, dtype, nonBlocking) is not { } moved) continue;
                    var replacement = new Parameter(moved, parameter.requires_grad);
                    using (var gradient = parameter.grad)
                    {
                        if (gradient is not null) replacement.grad = Moved(gradient, device, dtype, nonBlocking) ?? gradient;
                    }

                    _parameters[name] = replacement;
                    Replace(fields, name, parameter, replacement);
                }

                foreach (var (name, buffer) in _buffers.ToArray())
                {
                    if (Moved(buffer, device, dtype, nonBlocking) is not { } moved) continue;
                    _buffers[name] = moved;
                    Replace(fields, name, buffer, moved);
                }
            }

            void Replace(Dictionary<string, FieldInfo> fields, string name, Tensor old, Tensor replacement)
            {
                if (fields.TryGetValue(name, out var field) && ReferenceEquals(field.GetValue(this), old))
                    field.SetValue(this, replacement);
                old.Dispose();
            }

            // Null where there is nothing to do.
            static Tensor? Moved(Tensor tensor, Device? device, ScalarType? dtype, bool nonBlocking)
            {
                var type = dtype is { } wanted && tensor.is_floating_point() ? wanted : tensor.dtype;
                var place = device ?? tensor.device;
                var stays = place.type == tensor.device_type && (place.index < 0 || place.index == tensor.device_index);
                return stays && type == tensor.dtype ? null : tensor.to(type, place, non_blocking: nonBlocking);
            }
        }
    }
}
