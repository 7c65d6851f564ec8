using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;

namespace RowLstm;

/// <summary>The options of the Row LSTM.</summary>
public sealed class RowLstmOptions : StackOptions
{
    /// <summary>Columns of the input-to-state and state-to-state kernels, odd (paper, section 3.1: k ≥ 3).</summary>
    /// <value>The default value is 3, the paper's.</value>
    [AllowedValues(3, 5, 7, 9, 11)]
    [Description("Columns of the input-to-state and state-to-state kernels: 3, 5, 7, 9 or 11.")]
    public int Kernel { get; set; } = 3;
}
