namespace Signing.Core.Verification.Reports.Html;

/// <summary>Time-stamps, certificate paths and proofs of status: what the answer stands on.</summary>
internal sealed class TrustSection(PageParts parts)
{
    private readonly HtmlWriter _html = parts.Html;
    private readonly PageWords _words = parts.Words;

    internal void Write(SignatureReport signature)
    {
        if (signature.Timestamps.Count > 0)
        {
            _html.Element("h3", _words.Say("timestamps"));
            parts.List(signature.Timestamps, "items", WriteTimestamp);
        }
        if (signature.Trust.Chain.Count > 0)
        {
            _html.Element("h3", _words.Say("chain"));
            Write(signature.Trust);
        }
    }

    /// <summary>From when until when a certificate is valid.</summary>
    internal void Period(CertificateReport certificate)
    {
        parts.Time(certificate.NotBefore);
        _html.Text(" – ");
        parts.Time(certificate.NotAfter);
    }

    private void WriteTimestamp(TimestampReport timestamp)
    {
        using (_html.In("div", "item"))
        {
            using (_html.In("span", "strong"))
            {
                if (timestamp.Time is { } time)
                {
                    parts.Time(time);
                }
                else
                {
                    _html.Text(_words.Say("timestamp.unreadable"));
                }
            }
            parts.Badge(timestamp.Verdict);
        }
        using (_html.In("p", "note"))
        {
            _html.Text(parts.Word("timestamp", timestamp.Kind) + " · ");
            parts.Name(timestamp.Tsa is { } authority ? SignatureSection.NameOf(authority) : _words.Say("nobody"));
        }
        if (timestamp.Reasons.Count > 0)
        {
            parts.Reasons(timestamp.Reasons);
        }
        if (timestamp.Trust is { Chain.Count: > 0 } trust)
        {
            Write(trust);
        }
    }

    private void Write(TrustReport trust)
    {
        using (_html.In("p", "note"))
        {
            _html.Text(parts.Word("trust", trust.Status));
            if (trust.Domain is { } domain)
            {
                _html.Text($" {_words.Say("domain")} ");
                parts.Name(domain);
            }
        }
        using (_html.In("ol", "chain"))
        {
            foreach (ChainCertificateReport certificate in trust.Chain.Take(PageParts.MostItems))
            {
                using (_html.In("li"))
                {
                    WriteCertificate(certificate, trust);
                }
            }
        }
    }

    private void WriteCertificate(ChainCertificateReport certificate, TrustReport trust)
    {
        parts.Name(SignatureSection.NameOf(certificate), "strong");
        if (certificate.Anchor)
        {
            _html.Element("span", " " + _words.Say("anchor"), "note");
        }
        using (_html.In("div", "fine"))
        {
            Period(certificate);
            _html.Text($" · {_words.Say("serial")} ");
            parts.Code(certificate.SerialNumber);
            _html.Text(" · ");
            parts.Digest(certificate.Thumbprint);
        }
        foreach (RevocationReport proof in trust.Revocation.Where(proof => proof.Certificate == certificate.Thumbprint).Take(PageParts.MostItems))
        {
            using (_html.In("div", "fine proof"))
            {
                WriteProof(proof);
            }
        }
    }

    private void WriteProof(RevocationReport proof)
    {
        _html.Text($"{parts.Word("proof", proof.Kind)} ({parts.Word("source", proof.Source)}): ");
        _html.Element("span", parts.Word("status", proof.Status), "strong");
        Instant("proof.thisUpdate", proof.ThisUpdate);
        Instant("proof.nextUpdate", proof.NextUpdate);
        Instant("proof.revokedAt", proof.RevokedAt);
        if (proof.Reason is { } reason)
        {
            _html.Text(" · ");
            parts.Name(reason);
        }
        if (proof.Address is { } address)
        {
            _html.Text(" · ");
            parts.Name(address);
        }
    }

    private void Instant(string label, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            _html.Text($" · {_words.Say(label)} ");
            parts.Time(known);
        }
    }
}
