using System.Globalization;
using System.Text.RegularExpressions;

namespace Signing.Core.Verification.Reports.Html;

/// <summary>The small parts that the page is made of.</summary>
internal sealed partial class PageParts(HtmlWriter html, PageWords words)
{
    /// <summary>How many items of a list are shown; the JSON report has them all.</summary>
    internal const int MostItems = 100;

    internal HtmlWriter Html => html;

    internal PageWords Words => words;

    /// <summary>The word for a value of the report, by its name in JSON.</summary>
    internal string Word<T>(string group, T value)
        where T : struct, Enum => words.Say($"{group}.{PageNames.Of(value)}");

    internal void Badge(Verdict verdict)
    {
        using (html.In("span", "badge " + Css(verdict)))
        {
            html.Trusted(Icons.Of(verdict));
            html.Text(Word("verdict", verdict));
        }
    }

    internal void Time(DateTimeOffset time) => html.Element(
        "time", words.Time(time), null, ("datetime", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));

    /// <summary>A sentence of the report: its instants in the form of the page.</summary>
    internal void Sentence(string text)
    {
        int from = 0;
        foreach (ValueMatch match in Instant().EnumerateMatches(text))
        {
            if (DateTimeOffset.TryParseExact(
                text.AsSpan(match.Index, match.Length), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            {
                html.Text(text[from..match.Index]);
                Time(time);
                from = match.Index + match.Length;
            }
        }
        html.Text(text[from..]);
    }

    /// <summary>A name from outside, kept apart from the direction of the text around it.</summary>
    internal void Name(string name, string? css = null) => html.Element("bdi", name, css);

    internal void Code(string code) => html.Element("code", code);

    internal void Digest(string sha256)
    {
        html.Element("span", "SHA-256", "whole");
        html.Text(" ");
        Code(sha256);
    }

    /// <summary>A row of a description list.</summary>
    internal void Row(string label, Action content)
    {
        using (html.In("div"))
        {
            html.Element("dt", words.Say(label));
            using (html.In("dd"))
            {
                content();
            }
        }
    }

    internal void Row(string label, string? text)
    {
        if (text is { Length: > 0 })
        {
            Row(label, () => Sentence(text));
        }
    }

    internal void List<T>(IReadOnlyList<T> items, string css, Action<T> content)
    {
        using (html.In("ul", css))
        {
            foreach (T item in items.Take(MostItems))
            {
                using (html.In("li"))
                {
                    content(item);
                }
            }
            if (items.Count > MostItems)
            {
                html.Element("li", words.Say("more", ("count", items.Count - MostItems)), "more");
            }
        }
    }

    internal void Reasons(IReadOnlyList<ReasonReport> reasons) => List(reasons, "reasons", reason =>
    {
        using (html.In("span"))
        {
            Sentence(reason.Message);
        }
        Code(reason.Code);
    });

    internal void Warning(string text)
    {
        using (html.In("p", "warning"))
        {
            html.Trusted(Icons.Warning);
            using (html.In("span"))
            {
                html.Element("strong", words.Say("warning"));
                html.Text(" ");
                Sentence(text);
            }
        }
    }

    internal static string Css(Verdict verdict) => verdict switch
    {
        Verdict.Valid => "valid",
        Verdict.Invalid => "invalid",
        Verdict.Indeterminate => "indeterminate",
        _ => "neutral",
    };

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")]
    private static partial Regex Instant();
}
