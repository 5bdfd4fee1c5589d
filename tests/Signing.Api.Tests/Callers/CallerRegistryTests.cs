using System.Security.Cryptography;
using System.Text;
using Signing.Api.Callers;
using Signing.Api.Configuration;

namespace Signing.Api.Tests.Callers;

public class CallerRegistryTests
{
    private static readonly CallerRegistry Registry = new(new ApiOptions
    {
        Callers =
        {
            ["office"] = new CallerOptions { KeySha256 = Hash("first key"), Keys = ["agency"] },
            ["archive"] = new CallerOptions { KeySha256 = Hash("second key").ToUpperInvariant() },
        },
    });

    [Theory]
    [InlineData("first key", "office")]
    [InlineData("second key", "archive")]
    [InlineData("First key", null)]
    [InlineData("first key ", null)]
    [InlineData("", null)]
    public void Find_Key_IsItsCallerOrNobody(string key, string? caller) => Assert.Equal(caller, Registry.Find(key)?.Name);

    [Fact]
    public void Find_TheHashItself_IsNobody() => Assert.Null(Registry.Find(Hash("first key")));

    [Fact]
    public void MayUse_KeyThatIsNotConfiguredForIt_IsNo()
    {
        Assert.True(Registry.Find("first key")!.MayUse("agency"));
        Assert.False(Registry.Find("first key")!.MayUse("official"));
        Assert.False(Registry.Find("second key")!.MayUse("agency"));
        Assert.True(Caller.Development.MayUse("anything"));
    }

    [Fact]
    public void From_ThroughAPrincipal_IsTheSameCaller()
    {
        Caller office = Caller.From(Registry.Find("first key")!.ToPrincipal("Bearer"));

        Assert.Equal("office", office.Name);
        Assert.Equal(["agency"], office.Keys!);
        Assert.Equal([], Caller.From(Registry.Find("second key")!.ToPrincipal("Bearer")).Keys!);
        Assert.Null(Caller.From(Caller.Development.ToPrincipal("Bearer")).Keys);
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
