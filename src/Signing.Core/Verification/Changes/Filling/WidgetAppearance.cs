using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>The appearances that a widget has in a revision (ISO 32000-2, table 170).</summary>
/// <param name="view">The revision.</param>
/// <param name="widget">The widget.</param>
internal sealed class WidgetAppearance(PdfView view, PdfWidget widget)
{
    private readonly PdfDictionary? _appearances = view.Get<PdfDictionary>(widget.Dictionary, "AP");

    /// <summary>Whether it has a normal one.</summary>
    internal bool HasNormal => view.Resolve(_appearances?["N"]) is not PdfNull;

    /// <summary>The normal appearance, where there are no states.</summary>
    internal PdfStream? Normal => view.Resolve(_appearances?["N"]) as PdfStream;

    /// <summary>What stands under a key: <c>N</c>, <c>R</c> or <c>D</c>.</summary>
    internal PdfObject? this[string key] => _appearances?[key];

    /// <summary>The keys that it has.</summary>
    internal IEnumerable<string> Keys => (_appearances ?? []).Where(static entry => entry.Value is not PdfNull).Select(static entry => entry.Key);

    /// <summary>The states of the normal appearance, or of another, each with what leads to its stream.</summary>
    internal IReadOnlyDictionary<string, PdfObject> States(string key = "N") =>
        view.Resolve(_appearances?[key]) is PdfDictionary states
            ? states.Where(state => view.Resolve(state.Value) is not PdfNull).ToDictionary(static state => state.Key, static state => state.Value)
            : new Dictionary<string, PdfObject>();

    /// <summary>The state that is shown; <c>Off</c> for none.</summary>
    internal string State => view.Resolve(widget.Dictionary["AS"]) is PdfName state ? state.Value : "Off";
}
