using System.Text;

namespace Signing.Core.Verification.Reports.Html;

/// <summary>Writes elements. Every text goes through <see cref="HtmlText"/>; tags, classes and attributes' names are ours.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new(32 * 1024);

    public override string ToString() => _html.ToString();

    /// <summary>Opens an element; disposing of the answer closes it.</summary>
    internal Scope In(string tag, string? css = null, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(tag, css, attributes);
        return new Scope(this, tag);
    }

    /// <summary>An element with text alone.</summary>
    internal void Element(string tag, string text, string? css = null, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(tag, css, attributes);
        HtmlText.Append(_html, text);
        Close(tag);
    }

    /// <summary>An element that has no content and no end.</summary>
    internal void Empty(string tag, params ReadOnlySpan<(string Name, string Value)> attributes) => Open(tag, null, attributes);

    internal void Text(string text) => HtmlText.Append(_html, text);

    /// <summary>What is ours alone: never anything that came from outside.</summary>
    internal void Trusted(string html) => _html.Append(html);

    private void Open(string tag, string? css, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _html.Append('<').Append(tag);
        if (css is not null)
        {
            _html.Append(" class=\"").Append(css).Append('"');
        }
        foreach ((string name, string value) in attributes)
        {
            _html.Append(' ').Append(name).Append("=\"");
            HtmlText.Append(_html, value, markControls: false);
            _html.Append('"');
        }
        _html.Append('>');
    }

    private void Close(string tag)
    {
        _html.Append("</").Append(tag).Append('>');
        // Between words a line end would be a space.
        if (tag is not ("span" or "bdi" or "code" or "time" or "strong" or "a"))
        {
            _html.Append('\n');
        }
    }

    internal readonly ref struct Scope(HtmlWriter writer, string tag)
    {
        public void Dispose() => writer.Close(tag);
    }
}
