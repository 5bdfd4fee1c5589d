using System.Security.Cryptography;
using Signing.Core.Cms;
using Xunit;

namespace Signing.Core.Tests.Cms;

public sealed class KeyCacheTests
{
    [Fact]
    public void Get_Again_GivesTheSameKey()
    {
        var cache = new KeyCache(4);

        Assert.Same(cache.Get(TestKey.Rsa.PublicKey), cache.Get(TestKey.Rsa.PublicKey));
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void Get_ManyKeys_StaysBounded()
    {
        var cache = new KeyCache(4);
        for (int i = 0; i < 50; i++)
        {
            cache.Get(Ed25519Key(i));
        }

        Assert.InRange(cache.Count, 4, 8);
    }

    [Fact]
    public void Get_KeyInUseAmongMany_IsKept()
    {
        var cache = new KeyCache(4);
        VerificationKey? used = cache.Get(TestKey.Rsa.PublicKey);
        for (int i = 0; i < 50; i++)
        {
            cache.Get(Ed25519Key(i));
            Assert.Same(used, cache.Get(TestKey.Rsa.PublicKey));
        }
    }

    [Fact]
    public void Get_KeyThatCannotBeImported_IsRemembered()
    {
        var cache = new KeyCache(4);

        Assert.Null(cache.Get([1, 2, 3]));
        Assert.Null(cache.Get([1, 2, 3]));
        Assert.Equal(1, cache.Count);
    }

    private static byte[] Ed25519Key(int number) =>
        [.. Convert.FromHexString("302A300506032B6570032100"), .. SHA256.HashData(BitConverter.GetBytes(number))];
}
