using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Verification;

/// <summary>
/// Since when the things in a document are proven to exist (EN 319 102-1, 5.6.2.3): by the document time-stamps that cover them, else
/// not before the instant of validation.
/// </summary>
/// <param name="evidence">What the document holds, and where.</param>
/// <param name="at">The instant of validation.</param>
internal sealed class ProofsOfExistence(Evidence evidence, DateTimeOffset at) : IExistence
{
    private readonly List<(int Revision, DateTimeOffset Time)> _timestamps = [];

    /// <summary>How many time-stamps there are: with each, more may be proven.</summary>
    internal int Count => _timestamps.Count;

    /// <summary>Takes what a document time-stamp proves.</summary>
    /// <param name="revision">The revision that it closes and covers, with all before.</param>
    /// <param name="time">Its time.</param>
    internal void Add(int revision, DateTimeOffset time) => _timestamps.Add((revision, time));

    /// <summary>The earliest proven time of what time-stamps from a revision on cover.</summary>
    internal DateTimeOffset Of(int revision)
    {
        DateTimeOffset earliest = at;
        foreach ((int closed, DateTimeOffset time) in _timestamps)
        {
            if (closed >= revision && time < earliest)
            {
                earliest = time;
            }
        }
        return earliest;
    }

    /// <summary>The earliest proven time of a certificate.</summary>
    public DateTimeOffset Of(Certificate certificate) => _timestamps.Count > 0 && evidence.RevisionOf(certificate.Der) is { } revision ? Of(revision) : at;

    /// <summary>The earliest proven time of a proof.</summary>
    public DateTimeOffset Of(RevocationProof proof) => _timestamps.Count > 0 && evidence.RevisionOf(proof) is { } revision ? Of(revision) : at;

    /// <summary>The proofs that existed before a time.</summary>
    internal RevocationData ProofsBefore(DateTimeOffset end) => end > at
        ? evidence.Proofs
        : new RevocationData([.. evidence.Proofs.Ocsp.Where(proof => Of(proof) < end)], [.. evidence.Proofs.Crls.Where(proof => Of(proof) < end)]);

    /// <summary>The latest time that is proven to lie before what a revision's own signature signed; null where none is.</summary>
    internal DateTimeOffset? Before(int revision)
    {
        DateTimeOffset? latest = null;
        foreach ((int closed, DateTimeOffset time) in _timestamps)
        {
            if (closed < revision && !(time <= latest))
            {
                latest = time;
            }
        }
        return latest;
    }
}
