namespace Signing.Core.Verification.Reports.Html;

/// <summary>A sign for each verdict. The word stands beside it: neither sign nor colour says anything alone.</summary>
internal static class Icons
{
    private const string Tick = "M9.2 16.6 4.9 12.3l1.6-1.6 2.7 2.7 8.2-8.2L19 6.8z";
    private const string Cross = "m6.7 5.2 5.3 5.3 5.3-5.3 1.5 1.5-5.3 5.3 5.3 5.3-1.5 1.5-5.3-5.3-5.3 5.3-1.5-1.5 5.3-5.3-5.3-5.3z";
    private const string Exclamation = "M10.9 4h2.2v10h-2.2zM10.9 16.6h2.2v2.4h-2.2z";
    private const string Dash = "M5 10.9h14v2.2H5z";

    internal static string Of(Verdict verdict) => Svg(verdict switch
    {
        Verdict.Valid => Tick,
        Verdict.Invalid => Cross,
        Verdict.Indeterminate => Exclamation,
        _ => Dash,
    });

    internal static string Warning => Svg(Exclamation);

    private static string Svg(string path) =>
        $"<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><circle cx=\"12\" cy=\"12\" r=\"12\"/><path d=\"{path}\"/></svg>";
}
