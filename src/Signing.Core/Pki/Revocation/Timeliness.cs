namespace Signing.Core.Pki.Revocation;

/// <summary>Whether a proof's times let it speak of the time that counts.</summary>
internal static class Timeliness
{
    /// <summary>Judges a proof that says "good" or "on hold"; one that says "revoked" is good for ever.</summary>
    /// <returns>Why it does not speak of that time; null where it does.</returns>
    internal static string? Check(DateTimeOffset thisUpdate, DateTimeOffset? nextUpdate, RevocationContext context)
    {
        // Made later than the time that counts, it knows of that time, however old it is now.
        if (thisUpdate >= context.At)
        {
            return null;
        }
        if (context.Freshness is { } freshness && context.At - thisUpdate > freshness)
        {
            return $"older by more than {freshness} than the time that counts";
        }
        DateTimeOffset until = nextUpdate ?? thisUpdate + context.AgeWithoutNextUpdate;
        return context.At > until ? "its nextUpdate lies before the time that counts (RFC 5280, 6.3.3; RFC 6960, 4.2.2.1)" : null;
    }

    /// <summary>Whether a proof claims to be made after now.</summary>
    internal static string? CheckFuture(DateTimeOffset time, RevocationContext context) =>
        time > context.Now + context.ClockSkew ? "made in the future" : null;
}
