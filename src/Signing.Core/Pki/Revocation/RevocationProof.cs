using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Signing.Core.Pki.Revocation;

/// <summary>A proof of certificate status, parsed: an OCSP answer or a CRL. Nothing about it is trusted until judged.</summary>
internal abstract class RevocationProof
{
    private const int RememberedSigners = 8;
    private readonly ConcurrentDictionary<string, bool> _signers = new(StringComparer.Ordinal);
    private readonly Lazy<string> _thumbprint;

    private protected RevocationProof(ReadOnlyMemory<byte> der, ProofSource source, Uri? address, SignedStructure signed)
    {
        Der = der;
        Source = source;
        Address = address;
        Signed = signed;
        _thumbprint = new Lazy<string>(() => Convert.ToHexStringLower(SHA256.HashData(Der.Span)));
    }

    /// <summary>The proof as it was received.</summary>
    internal ReadOnlyMemory<byte> Der { get; }

    /// <summary>SHA-256 of <see cref="Der"/>, lower-case hex.</summary>
    internal string Thumbprint => _thumbprint.Value;

    internal ProofSource Source { get; private set; }

    /// <summary>The address that it came from; null where embedded.</summary>
    internal Uri? Address { get; }

    internal SignedStructure Signed { get; }

    /// <summary>What reports call it: <c>ocsp</c> or <c>crl</c>.</summary>
    internal abstract string Kind { get; }

    /// <summary>The same proof, marked as one fetched earlier.</summary>
    internal RevocationProof AsCached()
    {
        var copy = (RevocationProof)MemberwiseClone();
        copy.Source = ProofSource.Cache;
        return copy;
    }

    /// <summary>Whether a certificate's key signed the proof. A fact of bytes alone, so it is computed once for each key.</summary>
    internal bool IsSignedBy(Certificate signer)
    {
        if (signer.LacksKeyParameters)
        {
            return false;
        }
        // By certificate and not by key: hashing the certificate is done already.
        if (_signers.TryGetValue(signer.Thumbprint, out bool known))
        {
            return known;
        }
        bool verified = Signed.Verify(signer.SubjectPublicKeyInfo.Span) == true;
        if (_signers.Count < RememberedSigners)
        {
            _signers.TryAdd(signer.Thumbprint, verified);
        }
        return verified;
    }
}
