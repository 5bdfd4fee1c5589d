namespace Signing.Core.Pki;

/// <summary>Certificate signatures verified in one validation: each once, and no more than the budget allows.</summary>
internal sealed class SignatureLedger(int budget)
{
    private readonly Dictionary<(Certificate Subject, Certificate Issuer), bool> _verified = [];
    private int _left = budget;

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
        _verified.Add((certificate, issuer), verified);
        return verified;
    }
}
