using Signing.Core.Keys;
using Xunit;

namespace Signing.Core.Tests.Keys;

public sealed class ThumbprintTests
{
    private const string Canonical = "f7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f90";

    [Theory]
    [InlineData(Canonical, Canonical)]
    [InlineData("F7BC89054CEC7F12730D7B8CD3EB7955B163835087E5EB873EDFB584763B3F90", Canonical)]
    [InlineData(" f7:bc:89:05:4c:ec:7f:12:73:0d:7b:8c:d3:eb:79:55:b1:63:83:50:87:e5:eb:87:3e:df:b5:84:76:3b:3f:90\n", Canonical)]
    [InlineData("F7BC8905 4CEC7F12 730D7B8C D3EB7955 B1638350 87E5EB87 3EDFB584 763B3F90", Canonical)]
    [InlineData("", null)]
    [InlineData("agency", null)]
    [InlineData("f7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f9", null)]
    [InlineData("f7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f900", null)]
    [InlineData("g7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f90", null)]
    public void Normalize_AsPeoplePasteIt_CanonicalOrNothing(string text, string? expected) => Assert.Equal(expected, Thumbprint.Normalize(text));
}
