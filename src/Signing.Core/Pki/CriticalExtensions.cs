using Org.BouncyCastle.Pkix;
using Org.BouncyCastle.X509;

namespace Signing.Core.Pki;

/// <summary>Tells BouncyCastle's validator which critical extensions of a CA certificate we judge ourselves.</summary>
internal sealed class CriticalExtensions : PkixCertPathChecker
{
    internal static CriticalExtensions Instance { get; } = new();

    public override void Init(bool forward)
    {
    }

    public override bool IsForwardCheckingSupported() => true;

    public override ISet<string> GetSupportedExtensions() => new HashSet<string> { Oids.ExtendedKeyUsage, Oids.CrlDistributionPoints };

    public override void Check(X509Certificate cert, ISet<string> unresolvedCritExts)
    {
        // Extended key usage is PurposeRules' work, distribution points are revocation's.
        unresolvedCritExts.Remove(Oids.ExtendedKeyUsage);
        unresolvedCritExts.Remove(Oids.CrlDistributionPoints);
    }
}
