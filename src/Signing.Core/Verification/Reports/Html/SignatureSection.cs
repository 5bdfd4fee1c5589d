namespace Signing.Core.Verification.Reports.Html;

/// <summary>One signature or document time-stamp: first what the law wants said, then what it stands on.</summary>
internal sealed class SignatureSection(PageParts parts, DocumentReport document)
{
    private readonly HtmlWriter _html = parts.Html;
    private readonly PageWords _words = parts.Words;
    private readonly TrustSection _trust = new(parts);

    /// <summary>Who signed, for a heading; null where nobody knows.</summary>
    internal static string? NameOf(SignatureReport signature) => signature.Signer is { } signer ? NameOf(signer) : null;

    internal static string NameOf(CertificateReport certificate) => certificate.CommonName ?? certificate.Organization ?? certificate.Subject;

    internal void Write(SignatureReport signature, int number)
    {
        bool isTimestamp = signature.Kind == SignatureKind.DocumentTimestamp;
        using (_html.In("article", "card signature", ("id", $"s{number}"), ("aria-labelledby", $"h{number}")))
        {
            using (_html.In("div", "title"))
            {
                using (_html.In("h2", null, ("id", $"h{number}")))
                {
                    _html.Text(_words.Say(isTimestamp ? "heading.documentTimestamp" : "heading.signature", ("number", number)) + " ");
                    parts.Name(NameOf(signature) ?? _words.Say("nobody"));
                }
                parts.Badge(signature.Verdict);
            }
            WriteWarnings(signature);
            if (signature.Reasons.Count > 0)
            {
                _html.Element("h3", _words.Say(signature.Verdict == Verdict.Valid ? "remarks" : "reasons"));
                parts.Reasons(signature.Reasons);
            }
            using (_html.In("dl"))
            {
                WriteSigner(signature, isTimestamp);
                WriteTime(signature, isTimestamp);
                WriteState(signature, isTimestamp);
                WriteCoverage(signature);
                WriteChanges(signature.Changes);
                WritePermissions(signature.Permissions);
            }
            _trust.Write(signature);
            WriteTechnique(signature);
        }
    }

    private void WriteWarnings(SignatureReport signature)
    {
        if (signature.Signer is { } signer && SigningFacts.LacksStatus(signer, signature.Trust))
        {
            parts.Warning(_words.Say("status.unchecked"));
        }
        if (signature.Coverage == Coverage.Partial)
        {
            parts.Warning(_words.Say("coverage.partial", ("revision", signature.Revision)));
        }
    }

    private void WriteSigner(SignatureReport signature, bool isTimestamp)
    {
        if (signature.Signer is not { } signer)
        {
            parts.Row(isTimestamp ? "authority" : "signer", _words.Say("signer.missing"));
            return;
        }
        parts.Row(isTimestamp ? "authority" : "signer", () =>
        {
            parts.Name(NameOf(signer), "strong");
            if (signer.Title is { } title)
            {
                _html.Text(", ");
                parts.Name(title);
            }
        });
        parts.Row("unit", () => parts.Name(signer.Organization ?? _words.Say("unit.missing")));
        parts.Row("issuer", () => parts.Name(signature.Trust.Chain is [_, { } issuer, ..] ? NameOf(issuer) : signer.Issuer));
    }

    private void WriteTime(SignatureReport signature, bool isTimestamp)
    {
        if (isTimestamp)
        {
            parts.Row("stampedAt", () =>
            {
                if (signature.BestTime is { } proven)
                {
                    parts.Time(proven);
                }
                else
                {
                    _html.Text(_words.Say("stampedAt.missing"));
                }
            });
            return;
        }
        parts.Row("signedAt", () =>
        {
            if (signature.SigningTime is { } claimed)
            {
                parts.Time(claimed);
                _html.Element("span", " " + _words.Say("signedAt.claimed"), "note");
            }
            else
            {
                _html.Text(_words.Say("signedAt.missing"));
            }
        });
        parts.Row("provenAt", () =>
        {
            if (signature.BestTime is { } proven)
            {
                parts.Time(proven);
                _html.Element("span", " " + _words.Say("provenAt.proven"), "note");
            }
            else
            {
                _html.Text(_words.Say("provenAt.missing"));
            }
        });
    }

    private void WriteState(SignatureReport signature, bool isTimestamp)
    {
        Answer("integrity", signature.Integrity switch { Integrity.Intact => Verdict.Valid, Integrity.Broken => Verdict.Invalid, _ => Verdict.Indeterminate }, $"integrity.{PageNames.Of(signature.Integrity)}");
        if (!isTimestamp)
        {
            (Verdict answer, string sentence) = SigningFacts.AtSigning(signature);
            Answer("atSigning", answer, $"atSigning.{sentence}");
        }
        if (signature.Signer is not { } signer)
        {
            return;
        }
        parts.Row("period", () => _trust.Period(signer));
        parts.Row("status", () =>
        {
            RevocationReport? proof = SigningFacts.StatusOf(signer, signature.Trust);
            Verdict verdict = proof?.Status switch { ProofStatus.Good => Verdict.Valid, ProofStatus.Revoked => Verdict.Invalid, _ => Verdict.Indeterminate };
            string sentence = proof is not null ? PageNames.Of(proof.Status) : SigningFacts.LacksStatus(signer, signature.Trust) ? "unknown" : "anchor";
            Mark(sentence == "anchor" ? Verdict.Valid : verdict, "status." + sentence);
            if (proof?.ThisUpdate is { } asOf)
            {
                using (_html.In("div", "note"))
                {
                    _html.Text($"{_words.Say($"proof.{PageNames.Of(proof.Kind)}")}, {_words.Say("proof.thisUpdate")} ");
                    parts.Time(asOf);
                }
            }
        });
    }

    private void WriteCoverage(SignatureReport signature)
    {
        parts.Row("coverage", () =>
        {
            string pages = signature.CoveredPages is not { } covered ? "" : covered == 1 ? ".one" : ".many";
            Mark(signature.Coverage == Coverage.Partial ? Verdict.Invalid : Verdict.Valid,
                $"coverage.{PageNames.Of(signature.Coverage)}{pages}", ("pages", signature.CoveredPages), ("revision", signature.Revision), ("revisions", document.Revisions));
            if (signature.CoveredPages != document.Pages && signature.CoveredPages is not null && document.Pages is { } now)
            {
                _html.Text(" " + _words.Say("coverage.now", ("pages", now)));
            }
        });
    }

    private void WriteChanges(ChangesReport changes)
    {
        parts.Row("changes", () =>
        {
            Mark(changes.Level switch { ChangeLevel.Forbidden => Verdict.Invalid, ChangeLevel.Unknown => Verdict.Indeterminate, _ => Verdict.Valid }, $"changes.{PageNames.Of(changes.Level)}");
            if (changes.Findings.Count > 0)
            {
                parts.List(changes.Findings, "findings", finding =>
                {
                    parts.Sentence(finding.Message);
                    _html.Text(" ");
                    parts.Code(finding.Object is null ? finding.Code : $"{finding.Code} · {finding.Object}");
                });
            }
        });
    }

    private void WritePermissions(PermissionsReport permissions)
    {
        if (permissions is { Certification: false, DocMdp: null, Lock: null, FieldMdp: null })
        {
            return;
        }
        parts.Row("permits", () =>
        {
            if (permissions.Certification)
            {
                _html.Element("p", _words.Say("permits.certification"));
            }
            if ((permissions.DocMdp ?? permissions.Lock) is { } level)
            {
                _html.Element("p", _words.Say($"permits.{Math.Clamp(Math.Min(permissions.DocMdp ?? level, permissions.Lock ?? level), 1, 3)}"));
            }
            if (permissions.FieldMdp is { } fields)
            {
                _html.Element("p", _words.Say($"permits.fields.{(fields.Action is "Include" or "Exclude" ? fields.Action.ToLowerInvariant() : "all")}"));
                parts.List(fields.Fields, "names", field => parts.Name(field));
            }
        });
    }

    private void WriteTechnique(SignatureReport signature)
    {
        _html.Element("h3", _words.Say("technique"));
        using (_html.In("dl", "fine"))
        {
            parts.Row("indication", () => parts.Code(signature.SubIndication is { } sub
                ? $"{EtsiNames.Of(signature.Indication)} · {EtsiNames.Of(sub)}" : EtsiNames.Of(signature.Indication)));
            parts.Row("field", () => parts.Name(signature.Field.Length > 0 ? signature.Field : "–"));
            parts.Row("revision", _words.Say("revision.of", ("revision", signature.Revision), ("revisions", document.Revisions)));
            parts.Row("level", signature.Level);
            parts.Row("form", signature.SubFilter);
            parts.Row("algorithms", string.Join(" · ", ((string?[])[signature.SignatureAlgorithm, signature.DigestAlgorithm]).OfType<string>()));
        }
    }

    private void Answer(string label, Verdict verdict, string sentence) => parts.Row(label, () => Mark(verdict, sentence));

    private void Mark(Verdict verdict, string sentence, params ReadOnlySpan<(string Name, object? Value)> facts)
    {
        using (_html.In("span", "mark " + PageParts.Css(verdict)))
        {
            _html.Trusted(Icons.Of(verdict));
            _html.Text(_words.Say(sentence, facts));
        }
    }
}
