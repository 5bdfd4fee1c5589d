using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Verification.Reports.Etsi;

/// <summary>The certificates, proofs and time-stamps that the reports refer to (TS 119 102-2, 4.4): each once, named by its digest.</summary>
internal sealed class ValidationObjects
{
    // Longer proofs are there by their digest: whoever needs one has it from its authority, or from the evidence.
    private const int LongestProof = 64 * 1024;

    private readonly Evidence _evidence;
    private readonly DateTimeOffset _at;
    private readonly Dictionary<string, Certificate> _certificates;
    private readonly Dictionary<string, RevocationProof> _proofs;
    private readonly List<(int Revision, DateTimeOffset Time, string Id)> _covering;
    private readonly Dictionary<string, Action<EtsiWriter>> _objects = [];
    private readonly List<string> _order = [];

    /// <param name="evidence">Where the objects are.</param>
    /// <param name="at">The instant of validation.</param>
    /// <param name="covering">The document time-stamps that count: the revision that each closes, its time, its name here.</param>
    internal ValidationObjects(Evidence evidence, DateTimeOffset at, IEnumerable<(int Revision, DateTimeOffset Time, string Id)> covering)
    {
        _evidence = evidence;
        _at = at;
        _covering = [.. covering];
        _certificates = evidence.Certificates.Concat(evidence.Trust.Domains.SelectMany(static domain => domain.AnchorIndex.All.Concat(domain.IntermediateIndex.All)))
            .DistinctBy(static certificate => certificate.Thumbprint)
            .ToDictionary(static certificate => certificate.Thumbprint, StringComparer.Ordinal);
        _proofs = evidence.Proofs.Ocsp.Cast<RevocationProof>().Concat(evidence.Proofs.Crls)
            .DistinctBy(static proof => proof.Thumbprint)
            .ToDictionary(static proof => proof.Thumbprint, StringComparer.Ordinal);
    }

    internal static string TimestampId(string sha256) => "T-" + sha256;

    internal string CertificateId(string thumbprint) => Add("C-" + thumbprint, (xml, id) => Write(xml, id, "certificate", () =>
    {
        if (_certificates.TryGetValue(thumbprint, out Certificate? certificate))
        {
            xml.Base64("base64", certificate.Der.Span);
        }
        else
        {
            xml.Digest("DigestAlgAndValue", EtsiUris.Sha256, Convert.FromHexString(thumbprint));
        }
    }, _certificates.TryGetValue(thumbprint, out Certificate? known) ? _evidence.RevisionOf(known.Der) : null));

    /// <summary>Null for a proof whose digest the report does not know.</summary>
    internal string? ProofId(RevocationReport report) => report.Sha256 is not { } sha256 ? null : Add("R-" + sha256, (xml, id) =>
    {
        RevocationProof? proof = _proofs.GetValueOrDefault(sha256);
        Write(xml, id, report.Kind == ProofKind.Ocsp ? "OCSPResponse" : "CRL", () =>
        {
            if (proof is { Length: <= LongestProof })
            {
                xml.Base64("base64", proof.Der.Span);
            }
            else
            {
                xml.Digest("DigestAlgAndValue", EtsiUris.Sha256, Convert.FromHexString(sha256));
            }
            if (Uri.TryCreate(report.Address, UriKind.Absolute, out Uri? address))
            {
                xml.Element("URI", address.AbsoluteUri);
            }
        }, proof is null ? null : _evidence.RevisionOf(proof));
    });

    /// <param name="id">The name of the token.</param>
    /// <param name="representation">Its bytes.</param>
    /// <param name="covered">The first revision whose closing time-stamp covers it.</param>
    /// <param name="provides">What it proves, and its validation report.</param>
    internal string Timestamp(string id, Action<EtsiWriter> representation, int covered, Action<EtsiWriter> provides) =>
        Add(id, (xml, name) => Write(xml, name, "timestamp", () => representation(xml), covered, () => provides(xml)));

    /// <summary>Writes every object that was asked for; writing one may ask for more.</summary>
    internal void Write(EtsiWriter xml)
    {
        if (_order.Count == 0)
        {
            return;
        }
        xml.In("SignatureValidationObjects", () =>
        {
            for (int i = 0; i < _order.Count; i++)
            {
                _objects[_order[i]](xml);
            }
        });
    }

    private string Add(string id, Action<EtsiWriter, string> write)
    {
        if (_objects.TryAdd(id, xml => write(xml, id)))
        {
            _order.Add(id);
        }
        return id;
    }

    private void Write(EtsiWriter xml, string id, string type, Action representation, int? revision, Action? further = null) => xml.In("ValidationObject", () =>
    {
        xml.Attribute("id", id);
        xml.Element("ObjectType", EtsiUris.ObjectType(type));
        xml.In("ValidationObjectRepresentation", representation);
        WriteExistence(xml, revision);
        further?.Invoke();
    });

    /// <summary>Since when it is proven to exist: by the earliest document time-stamp over it, or else now.</summary>
    private void WriteExistence(EtsiWriter xml, int? revision) => xml.In("POE", () =>
    {
        (int Revision, DateTimeOffset Time, string Id)? earliest = null;
        foreach ((int Revision, DateTimeOffset Time, string Id) covering in _covering)
        {
            if (covering.Revision >= revision && covering.Time < (earliest?.Time ?? _at))
            {
                earliest = covering;
            }
        }
        xml.Element("POETime", earliest?.Time ?? _at);
        xml.Element("TypeOfProof", EtsiUris.ByValidation);
        if (earliest is { } proof)
        {
            xml.Reference("POEObject", proof.Id);
        }
    });
}
