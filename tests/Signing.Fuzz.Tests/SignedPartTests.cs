using Signing.Fuzz.Seeds;
using Signing.Fuzz.Targets;
using Xunit;

namespace Signing.Fuzz.Tests;

/// <summary>The oracle of verification: where the covered bytes of a signature stand unchanged, and where not.</summary>
public sealed class SignedPartTests
{
    [Fact]
    public void StandsIn_AnyByteChanged_OnlyWhereTheHoleIs()
    {
        byte[] seed = SignedSeeds.All[0];
        SignedPart part = Assert.Single(SignedPart.Of(seed));
        Assert.True(part.StandsIn(seed));
        Assert.True(part.StandsIn([.. seed, 0]));
        Assert.False(part.StandsIn(seed[..^1]));
        for (int i = 0; i < seed.Length; i += 97)
        {
            byte[] changed = [.. seed];
            changed[i] ^= 1;
            Assert.Equal(i >= part.FirstLength && i < part.SecondStart, part.StandsIn(changed));
        }
    }
}
