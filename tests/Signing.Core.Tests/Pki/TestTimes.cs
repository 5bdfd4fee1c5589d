namespace Signing.Core.Tests.Pki;

/// <summary>The present of the tests.</summary>
internal static class TestTimes
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
}
