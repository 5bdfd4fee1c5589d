namespace Signing.Core.Verification.Reports.Html;

/// <summary>The page: the answer, then the document, then each signature with all that the answer stands on.</summary>
internal sealed class ReportPage
{
    private readonly VerificationReport _report;
    private readonly HtmlWriter _html = new();
    private readonly PageWords _words;
    private readonly PageParts _parts;

    internal ReportPage(VerificationReport report, PageWords words)
    {
        _report = report;
        _words = words;
        _parts = new PageParts(_html, words);
    }

    internal string Write()
    {
        _html.Trusted("<!DOCTYPE html>\n");
        using (_html.In("html", null, ("lang", _words.Language)))
        {
            WriteHead();
            using (_html.In("body"))
            {
                WriteVerdict();
                using (_html.In("main"))
                {
                    WriteReasons();
                    WriteOverview();
                    WriteDocument();
                    var signatures = new SignatureSection(_parts, _report.Document);
                    for (int i = 0; i < _report.Signatures.Count; i++)
                    {
                        signatures.Write(_report.Signatures[i], i + 1);
                    }
                }
                WriteFooter();
            }
        }
        return _html.ToString();
    }

    private void WriteHead()
    {
        using (_html.In("head"))
        {
            _html.Empty("meta", ("charset", "utf-8"));
            _html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", PageStyle.Policy));
            _html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            _html.Empty("meta", ("name", "referrer"), ("content", "no-referrer"));
            _html.Empty("meta", ("name", "color-scheme"), ("content", "light"));
            _html.Element("title", $"{_words.Say("title")} – {_parts.Word("document", _report.Verdict)}");
            _html.Trusted($"<style>{PageStyle.Text}</style>\n");
        }
    }

    private void WriteVerdict()
    {
        using (_html.In("header", "answer " + PageParts.Css(_report.Verdict)))
        {
            _html.Trusted(Icons.Of(_report.Verdict));
            using (_html.In("div"))
            {
                _html.Element("p", _words.Say("title"), "kicker");
                _html.Element("h1", _parts.Word("document", _report.Verdict));
                int signatures = _report.Signatures.Count(static s => s.Kind == SignatureKind.Signature);
                int valid = _report.Signatures.Count(static s => s is { Kind: SignatureKind.Signature, Verdict: Verdict.Valid });
                string summary = PageParts.Css(_report.Verdict) + (signatures == 1 && _report.Verdict is not (Verdict.Unsigned or Verdict.Unreadable) ? ".one" : "");
                _html.Element("p", _words.Say("summary." + summary, ("count", signatures), ("valid", valid)));
            }
        }
    }

    private void WriteReasons()
    {
        if (_report.Reasons.Count > 0)
        {
            using (_html.In("section", "card"))
            {
                _html.Element("h2", _words.Say("about"));
                _parts.Reasons(_report.Reasons);
            }
        }
    }

    /// <summary>Several signatures at a glance.</summary>
    private void WriteOverview()
    {
        if (_report.Signatures.Count < 2)
        {
            return;
        }
        using (_html.In("nav", "card overview"))
        {
            _html.Element("h2", _words.Say("overview"));
            using (_html.In("ol"))
            {
                for (int i = 0; i < _report.Signatures.Count; i++)
                {
                    SignatureReport signature = _report.Signatures[i];
                    using (_html.In("li"))
                    {
                        using (_html.In("a", null, ("href", $"#s{i + 1}")))
                        {
                            _parts.Name(SignatureSection.NameOf(signature) ?? _words.Say("nobody"));
                        }
                        if (signature.Kind == SignatureKind.DocumentTimestamp)
                        {
                            _html.Element("span", _words.Say("kind.documentTimestamp"), "note");
                        }
                        if ((signature.BestTime ?? signature.SigningTime) is { } time)
                        {
                            _parts.Time(time);
                        }
                        _parts.Badge(signature.Verdict);
                    }
                }
            }
        }
    }

    private void WriteDocument()
    {
        DocumentReport document = _report.Document;
        using (_html.In("section", "card"))
        {
            _html.Element("h2", _words.Say("document"));
            using (_html.In("dl"))
            {
                _parts.Row("document.sha256", () => _parts.Code(document.Sha256));
                _parts.Row("document.size", _words.Say("bytes", ("count", _words.Number(document.Length))));
                _parts.Row("document.pages", document.Pages is { } pages ? _words.Number(pages) : null);
                _parts.Row("document.revisions", document.Revisions > 0 ? _words.Number(document.Revisions) : null);
                _parts.Row("document.version", document.PdfVersion is null ? null : $"PDF {document.PdfVersion}");
                _parts.Row("document.encrypted", document.Encrypted ? _words.Say("yes") : null);
                _parts.Row("document.repaired", document.Repaired ? _words.Say("yes") : null);
                if (document.EmptyFields.Count > 0)
                {
                    _parts.Row("document.emptyFields", () => _parts.List(document.EmptyFields, "names", field => _parts.Name(field)));
                }
                _parts.Row("validatedAt", () =>
                {
                    _parts.Time(_report.ValidatedAt);
                    _html.Text(" · ");
                    _html.Text(_report.ValidatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture));
                });
                _parts.Row("policy", () =>
                {
                    _parts.Name(_report.Policy.Name);
                    using (_html.In("div", "fine"))
                    {
                        _parts.Digest(_report.Policy.Sha256);
                    }
                });
            }
        }
    }

    private void WriteFooter()
    {
        using (_html.In("footer"))
        {
            _html.Element("p", _words.Say("footer.times"));
            _html.Element("p", _words.Say("footer.standard"));
        }
    }
}
