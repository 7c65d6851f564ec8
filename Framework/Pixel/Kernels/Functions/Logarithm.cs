namespace Pixel.Kernels.Functions;

/// <summary>The natural logarithm of fixed arithmetic.</summary>
static class Logarithm
{
    const double Ln2 = 0.6931471805599453;
    const double Ln2Rest = 2.3190468138462996e-17;
    const int Terms = 12;

    /// <summary>ln x, within 1 ulp or 2⁻⁵², whichever is larger.</summary>
    /// <param name="x">A positive normal number; NaN stays NaN.</param>
    public static double Of(double x)
    {
        if (!double.IsFinite(x)) return x;
        var power = Math.ILogB(x);
        var m = Math.ScaleB(x, -power); // 1 ≤ m < 2
        if (m > Math.Sqrt(2)) (m, power) = (m / 2, power + 1);
        var s = (m - 1) / (m + 1); // ln m = 2 artanh s, |s| < 0.172
        var square = s * s;
        var sum = 0.0;
        for (var term = Terms; term > 0; term--) sum = Math.FusedMultiplyAdd(sum, square, 1.0 / (2 * term + 1));
        var log = Math.FusedMultiplyAdd(2 * s * square, sum, 2 * s);
        return Math.FusedMultiplyAdd(power, Ln2, Math.FusedMultiplyAdd(power, Ln2Rest, log));
    }
}
