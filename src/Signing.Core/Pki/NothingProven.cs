using Signing.Core.Pki.Revocation;

namespace Signing.Core.Pki;

/// <summary>Nothing is proven to be older than the instant of validation.</summary>
/// <param name="at">That instant.</param>
internal sealed class NothingProven(DateTimeOffset at) : IExistence
{
    public DateTimeOffset Of(Certificate certificate) => at;

    public DateTimeOffset Of(RevocationProof proof) => at;
}
