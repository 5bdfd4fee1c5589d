using System.Security.Cryptography;
using Signing.Core.Pdf;
using Signing.Core.Verification.Changes;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>The signatures that were found in a document, each read, with the digests of what they cover.</summary>
internal sealed class SignatureReadings
{
    // Behind its hole a signature covers the rest of its own revision, so that all of them together cover the file once.
    private const int MostPasses = 16;

    private readonly HashAlgorithmName[][] _hashes;
    private readonly Dictionary<(SignedRange Range, HashAlgorithmName Digest), byte[]> _digests;

    /// <param name="document">The document.</param>
    /// <param name="found">The signatures.</param>
    /// <param name="readers">What was read of each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SigningException"><see cref="ErrorCodes.PdfBudget"/>: the signatures would have the file hashed too often (<c>digests</c>).</exception>
    internal SignatureReadings(
        PdfDocument document, IReadOnlyList<FoundSignature> found, IReadOnlyList<SignatureReader> readers, CancellationToken cancellationToken)
    {
        Found = found;
        Readers = readers;
        _hashes = [.. Readers.Select(static reader => HashesOf(reader.Structure))];
        (SignedRange Range, HashAlgorithmName Digest)[] requests =
            [.. Readers.SelectMany((reader, i) => reader.Range is { } range ? _hashes[i].Select(hash => (range, hash)) : []).Distinct()];
        if (requests.Sum(static request => request.Range.SecondLength) > MostPasses * document.Source.Length)
        {
            throw PdfError.Budget("digests", MostPasses);
        }
        (Sha256, _digests) = RangeDigests.Compute(document.Source, requests, cancellationToken);
    }

    internal IReadOnlyList<FoundSignature> Found { get; }

    /// <summary>One for each that was found.</summary>
    internal IReadOnlyList<SignatureReader> Readers { get; }

    /// <summary>The digest of the whole document.</summary>
    internal byte[] Sha256 { get; }

    /// <summary>The evidence of one signature.</summary>
    internal SignatureEvidence Evidence(int index, PermissionsReport permissions, ChangesEvidence changes)
    {
        FoundSignature found = Found[index];
        SignatureReader reader = Readers[index];
        return new SignatureEvidence
        {
            Field = found.Field.FullName,
            Kind = found.Kind,
            Revision = found.Revision,
            SubFilter = found.SubFilter,
            ClaimedTime = reader.ClaimedTime,
            Coverage = reader.Coverage,
            Contents = reader.Contents,
            Structure = reader.Structure,
            FormatErrors = reader.Errors,
            Digests = reader.Range is { } range ? _hashes[index].ToDictionary(static hash => hash.Name!, hash => _digests[(range, hash)]) : [],
            Permissions = permissions,
            Removed = found.IsRemoved,
            Changes = changes,
        };
    }

    /// <summary>The hashes that the signature and its content time-stamps are over; none where its CMS cannot be read, which the judge will say.</summary>
    private static HashAlgorithmName[] HashesOf(SignatureContents? contents) => contents switch
    {
        { Token: { } token } => token.ImprintHash is { } imprint ? [imprint] : [],
        { Cms: { } cms } =>
        [
            .. cms.Signers.Select(static signer => signer.Digest)
                .Concat(contents.ContentTimestamps.Select(static timestamp => timestamp.Token?.ImprintHash))
                .OfType<HashAlgorithmName>()
                .Distinct(),
        ],
        _ => [],
    };
}
