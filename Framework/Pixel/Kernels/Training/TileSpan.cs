namespace Pixel.Kernels.Training;

/// <summary>What a tile computes: C[m, n] = Start[m, n] + Σₖ A[m, k]·B[k, n], k over the runs in order.</summary>
/// <remarks>Row strides and steps are in numbers. A row of B holds whole vectors.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
unsafe struct TileSpan<T> where T : unmanaged
{
    public T* Start, C, A, B;
    public nint StartRow, CRow, ARow, AStep, BStep;
    public Run* Run;
    public int Runs;
}
