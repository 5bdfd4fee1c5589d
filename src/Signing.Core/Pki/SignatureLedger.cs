using System.Collections.Concurrent;

namespace Signing.Core.Pki;

/// <summary>Certificate signatures verified in one validation: each once, and no more than the budget allows.</summary>
internal sealed class SignatureLedger(PathOptions options)
{
    private readonly ConcurrentDictionary<(Certificate Subject, Certificate Issuer), bool> _verified = options.Verified ?? new();
    private int _left = options.Budget.Signatures;

    /// <summary>Whether the issuer's key verifies the certificate.</summary>
    /// <returns>Null where the budget is spent.</returns>
    internal bool? Verify(Certificate certificate, Certificate issuer)
    {
        if (_verified.TryGetValue((certificate, issuer), out bool known))
        {
            return known;
        }
        if (_left == 0)
        {
            return null;
        }
        _left--;
        bool verified = certificate.IsAlgorithmConsistent && certificate.Signed.Verify(issuer.SubjectPublicKeyInfo.Span) == true;
        _verified.TryAdd((certificate, issuer), verified);
        return verified;
    }
}
