using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Creation.Augmentation;

/// <summary>What a signature that was made a moment ago needs to reach B-LT.</summary>
internal static class FreshSignature
{
    /// <param name="cms">The signature, with its time-stamp.</param>
    /// <param name="contentsSize">How many bytes its hole has.</param>
    /// <param name="now">The present time.</param>
    internal static ProofNeed Need(byte[] cms, int contentsSize, DateTimeOffset now)
    {
        SignatureContents contents = SignatureContents.Read(cms, SignatureKind.Signature);
        string name = VriName(cms, contentsSize);
        Certificate[] pool = [.. Certificates(contents).Concat(contents.Timestamps.SelectMany(Certificates)).Distinct()];
        DateTimeOffset signed = contents.Timestamps.Min(static timestamp => timestamp.Token?.GenTime) ?? now;
        ProofSubject[] subjects =
        [
            Subject(contents, PathPurpose.DocumentSigning, signed),
            .. contents.Timestamps.Select(timestamp => Subject(timestamp, PathPurpose.TimeStamping, now)),
        ];
        return new ProofNeed(subjects, pool, RevocationData.Empty);

        ProofSubject Subject(SignatureContents of, PathPurpose purpose, DateTimeOffset at) =>
            new(SignerCertificates.Find(of.Signer!, pool)!, purpose, at) { VriName = name };
    }

    /// <summary>The name of a signature in <c>/VRI</c>: the SHA-1 of its Contents, padding included (ISO 32000-2, 12.8.4.4).</summary>
    [SuppressMessage("Security", "CA5350", Justification = "It names a signature, it does not prove anything.")]
    internal static string VriName(ReadOnlySpan<byte> cms, int contentsSize)
    {
        byte[] contents = new byte[contentsSize];
        cms.CopyTo(contents);
        return Convert.ToHexString(SHA1.HashData(contents));
    }

    private static IEnumerable<Certificate> Certificates(SignatureContents contents) =>
        contents.Cms?.Certificates.Select(Certificate.TryParse).OfType<Certificate>() ?? [];
}
