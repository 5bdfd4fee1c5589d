namespace Signing.Core.Tests.Documents;

/// <summary>A document that is as it should be, or as readers take it without a word, however odd.</summary>
/// <param name="Make">Makes it.</param>
internal sealed record SoundDocument(Func<byte[]> Make)
{
    /// <summary>Which of its objects a first signature in a new field rewrites: <c>catalog page form fields annots</c>.</summary>
    public string Touches { get; init; } = "catalog page";

    /// <summary>The same for later signatures; null for no difference.</summary>
    public string? TouchesLater { get; init; }

    /// <summary>What else a first signature adds, beside itself and its field.</summary>
    public string Adds { get; init; } = "";

    /// <summary>An empty signature field that it has; null for none.</summary>
    public string? Field { get; init; }

    /// <summary>Which objects a signature in that field rewrites, beside the field.</summary>
    public string FieldTouches { get; init; } = "";

    /// <summary>
    /// Whether its field is apart from its widgets. The value stands in the field (ISO 32000-2, 12.7.4.1); <c>pdfsig</c> looks
    /// for it in the widget and calls the field unsigned.
    /// </summary>
    public bool IsSplit { get; init; }

    /// <summary>The codes of what signing remarks.</summary>
    public string Notes { get; init; } = "";
}
