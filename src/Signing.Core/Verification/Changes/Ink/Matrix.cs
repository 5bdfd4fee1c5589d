using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes.Ink;

/// <summary>A transformation between coordinate systems (ISO 32000-2, 8.3.3).</summary>
internal readonly record struct Matrix(double A, double B, double C, double D, double E, double F)
{
    internal static Matrix Identity { get; } = new(1, 0, 0, 1, 0, 0);

    internal static Matrix Translation(double x, double y) => new(1, 0, 0, 1, x, y);

    /// <summary>The six numbers of an array; null where it does not hold them.</summary>
    internal static Matrix? Read(IReadOnlyList<PdfObject> numbers) =>
        numbers.Count == 6 && numbers.All(static number => number is PdfNumber)
            ? new Matrix(At(numbers, 0), At(numbers, 1), At(numbers, 2), At(numbers, 3), At(numbers, 4), At(numbers, 5))
            : null;

    /// <summary>This one first, then another.</summary>
    internal Matrix Then(in Matrix next) => new(
        (A * next.A) + (B * next.C), (A * next.B) + (B * next.D),
        (C * next.A) + (D * next.C), (C * next.B) + (D * next.D),
        (E * next.A) + (F * next.C) + next.E, (E * next.B) + (F * next.D) + next.F);

    internal (double X, double Y) Apply(double x, double y) => ((x * A) + (y * C) + E, (x * B) + (y * D) + F);

    /// <summary>By how much it lengthens at most.</summary>
    internal double Scale => Math.Max(Math.Abs(A) + Math.Abs(C), Math.Abs(B) + Math.Abs(D));

    private static double At(IReadOnlyList<PdfObject> numbers, int index) => ((PdfNumber)numbers[index]).ToDouble();
}
