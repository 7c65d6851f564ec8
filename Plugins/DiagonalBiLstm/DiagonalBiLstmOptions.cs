using Pixel.Contracts;

namespace DiagonalBiLstm;

/// <summary>The options of the Diagonal BiLSTM.</summary>
public sealed class DiagonalBiLstmOptions : StackOptions;
