namespace Signing.CertsDev;

/// <summary>Another clock, always ahead (or behind) by the same time.</summary>
internal sealed class OffsetTimeProvider(TimeProvider inner, TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + offset;
}
