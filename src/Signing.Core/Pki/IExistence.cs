using Signing.Core.Pki.Revocation;

namespace Signing.Core.Pki;

/// <summary>Since when things are proven to exist (EN 319 102-1, 5.6.2.3).</summary>
internal interface IExistence
{
    /// <summary>The earliest proven time of a certificate.</summary>
    public DateTimeOffset Of(Certificate certificate);

    /// <summary>The earliest proven time of a proof of status.</summary>
    public DateTimeOffset Of(RevocationProof proof);
}
