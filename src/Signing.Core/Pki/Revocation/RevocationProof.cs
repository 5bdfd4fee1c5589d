using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Signing.Core.Pki.Revocation;

/// <summary>A proof of certificate status, parsed: an OCSP answer or a CRL. Nothing about it is trusted until judged.</summary>
internal abstract class RevocationProof
{
    private const int RememberedSigners = 8;
    private readonly ConcurrentDictionary<string, bool> _signers = new(StringComparer.Ordinal);
    private readonly ReadOnlyMemory<byte> _der;
    private readonly CrlFile? _file;
    private readonly Lazy<string> _thumbprint;

    /// <param name="der">The proof; empty where it stays in a file of the cache, which then remembers its signers too.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="address">The address that it came from.</param>
    /// <param name="signed">What was signed, and how.</param>
    /// <param name="file">The file.</param>
    private protected RevocationProof(ReadOnlyMemory<byte> der, ProofSource source, Uri? address, SignedStructure signed, CrlFile? file = null)
    {
        _der = der;
        _file = file;
        Source = source;
        Address = address;
        Signed = signed;
        _thumbprint = new Lazy<string>(() => file?.Thumbprint ?? Convert.ToHexStringLower(SHA256.HashData(der.Span)));
        foreach (string signer in file?.Signers ?? [])
        {
            _signers.TryAdd(signer, true);
        }
    }

    /// <summary>The proof as it was received.</summary>
    /// <exception cref="SigningException"><see cref="ErrorCodes.FileFailed"/>: it lies in the cache, and has changed there since it was opened.</exception>
    internal ReadOnlyMemory<byte> Der => _file?.Der ?? _der;

    /// <summary>How long <see cref="Der"/> is, known without reading it.</summary>
    internal int Length => _file?.Length ?? _der.Length;

    /// <summary>SHA-256 of <see cref="Der"/>, lower-case hex.</summary>
    internal string Thumbprint => _thumbprint.Value;

    /// <summary>Certificates whose keys are known to have signed it, by thumbprint.</summary>
    internal IEnumerable<string> Signers => _signers.Where(static signer => signer.Value).Select(static signer => signer.Key);

    internal ProofSource Source { get; private set; }

    /// <summary>The address that it came from; null where embedded.</summary>
    internal Uri? Address { get; }

    internal SignedStructure Signed { get; }

    /// <summary>What reports call it: <c>ocsp</c> or <c>crl</c>.</summary>
    internal abstract string Kind { get; }

    /// <summary>When it was made, by its own word.</summary>
    internal abstract DateTimeOffset MadeAt { get; }

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
        bool verified = ReadSigned() is { } whole && whole.Verify(signer.SubjectPublicKeyInfo.Span) == true;
        if (_signers.Count < RememberedSigners)
        {
            _signers.TryAdd(signer.Thumbprint, verified);
        }
        return verified;
    }

    private SignedStructure? ReadSigned()
    {
        try
        {
            return _file is null ? Signed : SignedStructure.Read(Der);
        }
        catch (SigningException changed) when (changed.Code == ErrorCodes.FileFailed)
        {
            return null;
        }
    }
}
