using Signing.Core.Pdf;
using Signing.Core.Pki;

namespace Signing.Core.Verification;

/// <summary>Certificates, OCSP responses and CRLs that the document carries, wherever it may: in each CMS, in time-stamp tokens, in the DSS.</summary>
internal sealed record EmbeddedProofs(IReadOnlyList<Certificate> Certificates, IReadOnlyList<ReadOnlyMemory<byte>> OcspResponses, IReadOnlyList<ReadOnlyMemory<byte>> Crls)
{
    private const int MaxItems = 1000;

    internal static EmbeddedProofs None { get; } = new([], [], []);

    internal static EmbeddedProofs Read(PdfView? view, IEnumerable<SignatureContents> signatures)
    {
        var certificates = new List<ReadOnlyMemory<byte>>();
        var ocsp = new List<ReadOnlyMemory<byte>>();
        var crls = new List<ReadOnlyMemory<byte>>();
        foreach (SignatureContents signature in signatures)
        {
            Take(signature);
        }
        // ISO 32000-2, 12.8.4.3
        if (view?.Get<PdfDictionary>(view.Catalog, "DSS") is { } store)
        {
            certificates.AddRange(Streams(view, store, "Certs"));
            ocsp.AddRange(Streams(view, store, "OCSPs"));
            crls.AddRange(Streams(view, store, "CRLs"));
        }
        return new EmbeddedProofs(
            [.. certificates.Distinct(SameBytes.Instance).Take(MaxItems).Select(Certificate.TryParse).OfType<Certificate>()],
            [.. ocsp.Distinct(SameBytes.Instance).Take(MaxItems)],
            [.. crls.Distinct(SameBytes.Instance).Take(MaxItems)]);

        void Take(SignatureContents contents)
        {
            if (contents.Cms is not { } cms)
            {
                // A structure that cannot be read brings no proofs; the judge says what is wrong with it.
                return;
            }
            certificates.AddRange(cms.Certificates);
            ocsp.AddRange(cms.OcspResponses);
            crls.AddRange(cms.Crls);
            foreach (SignatureContents timestamp in contents.Timestamps)
            {
                Take(timestamp);
            }
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Streams(PdfView view, PdfDictionary store, string key) =>
        view.Get<PdfArray>(store, key) is { } array ? array.Distinct().Take(MaxItems).SelectMany(item => Decode(view, item)) : [];

    private static IEnumerable<ReadOnlyMemory<byte>> Decode(PdfView view, PdfObject item)
    {
        try
        {
            return view.Resolve(item) is PdfStream stream ? [view.Decode(stream)] : [];
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            // A proof that cannot be read is none.
            return [];
        }
    }
}
