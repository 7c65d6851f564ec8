using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter: the steps taken and its averages, all outside any dispose scope.</summary>
sealed class ParameterState : IDisposable
{
    readonly Tensor[] _averages;

    public ParameterState(Parameter parameter, int averages)
    {
        _averages = new Tensor[averages];
        for (var i = 0; i < averages; i++) _averages[i] = zeros_like(parameter).DetachFromDisposeScope();
    }

    public long Step { get; set; }

    public Tensor this[int average] => _averages[average];

    public void Save(BinaryWriter writer)
    {
        writer.Write(Step);
        writer.Write(_averages.Length);
        foreach (var average in _averages)
        {
            using var scope = NewDisposeScope();
            writer.Write((sbyte)average.dtype);
            writer.Write((int)average.ndim);
            foreach (var size in average.shape) writer.Write(size);
            writer.Write(average.cpu().contiguous().bytes);
        }
    }

    public void Load(BinaryReader reader)
    {
        var step = reader.ReadInt64();
        if (reader.ReadInt32() != _averages.Length) throw new ArgumentException("Invalid optimizer state -- different options.");
        foreach (var average in _averages) Load(reader, average);
        Step = step;
    }

    public void Dispose()
    {
        foreach (var average in _averages) average.Dispose();
    }

    static void Load(BinaryReader reader, Tensor average)
    {
        using var scope = NewDisposeScope();
        var dtype = (ScalarType)reader.ReadSByte();
        var shape = new long[reader.ReadInt32()];
        for (var i = 0; i < shape.Length; i++) shape[i] = reader.ReadInt64();
        if (dtype != average.dtype || !shape.AsSpan().SequenceEqual(average.shape))
            throw new ArgumentException($"Invalid optimizer state -- expected {average}.");
        var stored = empty(shape, dtype);
        reader.BaseStream.ReadExactly(stored.bytes);
        average.copy_(stored);
    }
}
