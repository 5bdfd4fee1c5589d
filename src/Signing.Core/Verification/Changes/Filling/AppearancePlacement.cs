using System.Numerics;
using Signing.Core.Pdf;
using Signing.Core.Pdf.Content.Drawings;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>Whether an appearance comes upright, and as large as it was drawn, into its widget's rectangle (ISO 32000-2, 12.5.5, algorithm 8).</summary>
internal static class AppearancePlacement
{
    private const float MostScale = 1.5f;
    private const float Near = 0.05f;

    /// <param name="view">The revision.</param>
    /// <param name="widget">The widget.</param>
    /// <param name="box">The appearance's own space.</param>
    /// <param name="matrix">The appearance's matrix.</param>
    /// <param name="runs">What it shows.</param>
    internal static Likeness Judge(PdfView view, PdfDictionary widget, Box box, Matrix3x2 matrix, IReadOnlyList<TextRun> runs)
    {
        if (Box.Read(view, widget["Rect"]) is not { } rectangle || rectangle.IsEmpty)
        {
            return Likeness.Same;
        }
        Box placed = box.Transform(matrix);
        if (box.IsEmpty || !IsNear(placed.Width / rectangle.Width) || !IsNear(placed.Height / rectangle.Height) || !IsRotation(matrix))
        {
            return Likeness.Unknown("its appearance is stretched into its place");
        }
        long turned = BorderStyle.Rotation(view, view.Get<PdfDictionary>(widget, "MK"));
        return runs.All(run => IsAlong(Vector2.TransformNormal(run.Along, matrix), 0) || IsAlong(Vector2.TransformNormal(run.Along, matrix), turned))
            ? Likeness.Same
            : Likeness.Unknown("its appearance turns its text");
    }

    private static bool IsNear(float scale) => scale is > 1 / MostScale and < MostScale;

    /// <summary>Neither stretched, nor slanted, nor mirrored.</summary>
    private static bool IsRotation(Matrix3x2 matrix) => MathF.Abs(matrix.M11 - matrix.M22) < Near && MathF.Abs(matrix.M12 + matrix.M21) < Near
        && MathF.Abs(matrix.GetDeterminant() - 1) < 2 * Near;

    private static bool IsAlong(Vector2 direction, long degrees)
    {
        float angle = degrees * MathF.PI / 180;
        return Vector2.Dot(Vector2.Normalize(direction), new Vector2(MathF.Cos(angle), MathF.Sin(angle))) > 1 - (Near / 5);
    }
}
