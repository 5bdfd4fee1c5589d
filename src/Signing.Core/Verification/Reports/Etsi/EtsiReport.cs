using System.Globalization;

namespace Signing.Core.Verification.Reports.Etsi;

/// <summary>The whole validation report (TS 119 102-2, 4.2): one for each signature, then the objects, then who validated.</summary>
internal sealed class EtsiReport
{
    private readonly VerificationReport _report;
    private readonly Evidence _evidence;
    private readonly EtsiWriter _xml;
    private readonly ValidationObjects _objects;
    private readonly StatusElement _status;

    internal EtsiReport(VerificationReport report, Evidence evidence, EtsiWriter xml)
    {
        _report = report;
        _evidence = evidence;
        _xml = xml;
        _objects = new ValidationObjects(evidence, report.ValidatedAt, Covering());
        _status = new StatusElement(xml, _objects);
    }

    internal void Write() => _xml.Root("ValidationReport", () =>
    {
        var signatures = new SignatureElement(_report, _evidence, _xml, _objects, _status);
        // Later time-stamps stand in the objects first: what refers to them finds them there.
        AddDocumentTimestamps();
        if (!_report.Signatures.Any(static signature => signature.Kind == SignatureKind.Signature))
        {
            WriteNoSignature();
        }
        for (int i = 0; i < _report.Signatures.Count; i++)
        {
            if (_report.Signatures[i].Kind == SignatureKind.Signature)
            {
                signatures.Write(i);
            }
        }
        _objects.Write(_xml);
        WriteValidator();
    });

    private IEnumerable<(int Revision, DateTimeOffset Time, string Id)> Covering()
    {
        for (int i = 0; i < _report.Signatures.Count; i++)
        {
            SignatureReport signature = _report.Signatures[i];
            if (signature is { Kind: SignatureKind.DocumentTimestamp, BestTime: { } time } && signature.Coverage != Coverage.Partial)
            {
                yield return (signature.Revision, time, IdOf(i));
            }
        }
    }

    /// <summary>A document time-stamp by its token's digest, or where that cannot be read by its place.</summary>
    private string IdOf(int index) => _evidence.Data.Signatures[index].Structure?.Token is { } token
        ? ValidationObjects.TimestampId(token.Sha256)
        : string.Create(CultureInfo.InvariantCulture, $"T-entry-{index + 1}");

    private void AddDocumentTimestamps()
    {
        int covered = 0;
        for (int i = 0; i < _report.Signatures.Count; i++)
        {
            SignatureReport timestamp = _report.Signatures[i];
            if (timestamp.Kind != SignatureKind.DocumentTimestamp)
            {
                continue;
            }
            SignatureEvidence evidence = _evidence.Data.Signatures[i];
            // Each provides for the signatures that no document time-stamp before it covers.
            SignatureReport[] provided = [.. _report.Signatures.Where(signature =>
                signature.Kind == SignatureKind.Signature && signature.Revision < timestamp.Revision && signature.Revision > covered)];
            covered = timestamp.Coverage == Coverage.Partial ? covered : timestamp.Revision;
            _objects.Timestamp(
                IdOf(i),
                xml => SignatureElement.WriteToken(xml, evidence),
                timestamp.Revision + 1,
                xml =>
                {
                    SignatureElement.WriteProvision(xml, timestamp.BestTime, provided.Select(static signature => signature.Field));
                    xml.In("ValidationReport", () =>
                    {
                        _status.WriteSigner(timestamp.Signer);
                        _status.Write(EtsiUris.Passed(timestamp.Indication), timestamp.SubIndication, timestamp.Trust, [], timestamp.Reasons, timestamp.Changes.Findings, null);
                    });
                });
        }
    }

    private void WriteNoSignature() => _xml.In("SignatureValidationReport", () =>
    {
        _xml.In("SignersDocument", () => _xml.Digest("DigestAlgAndValue", EtsiUris.Sha256, Convert.FromHexString(_report.Document.Sha256)));
        Indication? known = _report.Verdict == Verdict.Unsigned ? null : Indication.Indeterminate;
        _status.Write(known is { } indication ? EtsiUris.TotalPassed(indication) : EtsiUris.NoSignature, known is null ? null : SubIndication.Generic, null, [], _report.Reasons, [], null);
    });

    private void WriteValidator() => _xml.In("SignatureValidator", () => _xml.In("DigitalId", () =>
        _xml.In("Other", () => _xml.Text($"Signing.Core {typeof(EtsiReport).Assembly.GetName().Version?.ToString(3)}"), EtsiUris.TrustedList)));
}
