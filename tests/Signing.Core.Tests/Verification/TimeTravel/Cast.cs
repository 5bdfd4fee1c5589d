namespace Signing.Core.Tests.Verification.TimeTravel;

/// <summary>Who plays in a story, and until which day after the signature their certificates are valid.</summary>
internal sealed record Cast
{
    private const int Long = 3650;

    internal int Signer { get; init; } = Long;

    /// <summary>The authority that issued the signer's certificate.</summary>
    internal int Authority { get; init; } = Long;

    /// <summary>The time-stamp authority of the signature.</summary>
    internal int Stamper { get; init; } = Long;

    /// <summary>The time-stamp authority of the archive, under an anchor of its own, with elliptic-curve keys.</summary>
    internal int Archivist { get; init; } = Long;

    /// <summary>The kind of the signer's key and of that of its issuer.</summary>
    internal string Key { get; init; } = "RSA-3072";

    /// <summary>From which day on the signer's certificate is valid.</summary>
    internal int SignerFrom { get; init; } = -100;

    /// <summary>Until which day the domain of signer and TSA is trusted; null for ever.</summary>
    internal int? Domain { get; init; }

    /// <summary>Until which day the anchor of that domain is trusted; null for ever.</summary>
    internal int? Anchor { get; init; }

    /// <summary>Whether authorities answer for certificates that have expired (<c>expiredCertsOnCRL</c>, archive cut-off).</summary>
    internal bool KeepsExpired { get; init; } = true;

    /// <summary>What is worth saying of them.</summary>
    internal IEnumerable<string> Words()
    {
        foreach ((string name, int until) in ((string, int)[])[("the signer's certificate", Signer), ("its issuer's certificate", Authority), ("the TSA's certificate", Stamper), ("the archive TSA's certificate", Archivist)])
        {
            if (until != Long)
            {
                yield return $"day {until}: {name} expires";
            }
        }
        if (Domain is { } domain)
        {
            yield return $"day {domain}: the trust domain of signer and TSA ends";
        }
        if (Anchor is { } anchor)
        {
            yield return $"day {anchor}: trust in the anchor of signer and TSA ends";
        }
        if (SignerFrom > 0)
        {
            yield return $"day {SignerFrom}: the signer's certificate begins";
        }
    }
}
