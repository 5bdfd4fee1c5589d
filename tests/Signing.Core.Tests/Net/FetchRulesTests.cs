using Signing.Core.Net;
using Xunit;

namespace Signing.Core.Tests.Net;

public sealed class FetchRulesTests
{
    [Theory]
    [InlineData("http://ocsp.ca.ptc", "http://10.0.0.1:8080/ocsp", "http://ocsp.ca.ptc", "http://10.0.0.1:8080/ocsp")]
    [InlineData("http://ocsp.ca.ptc", "http://10.0.0.1:8080/ocsp", "http://ocsp.ca.ptc/", "http://10.0.0.1:8080/ocsp")]
    [InlineData("http://ocsp.ca.ptc", "http://10.0.0.1:8080/ocsp", "http://OCSP.ca.ptc/a/b?c", "http://10.0.0.1:8080/ocsp/a/b?c")]
    [InlineData("http://ocsp.ca.ptc", "http://10.0.0.1", "http://ocsp.ca.ptc/a", "http://10.0.0.1/a")]
    [InlineData("http://ocsp.ca.ptc/", "http://10.0.0.1/x/", "http://ocsp.ca.ptc/a", "http://10.0.0.1/x/a")]
    [InlineData("http://ocsp.ca.ptc/", "http://10.0.0.1/x", "http://ocsp.ca.ptc/a", "http://10.0.0.1/x/a")]
    [InlineData("http://ca.ptc/crl", "http://10.0.0.1/list", "http://ca.ptc/crl?v=2", "http://10.0.0.1/list?v=2")]
    [InlineData("http://ca.ptc/root.crl", "https://mirror.example.org/g1.crl", "http://ca.ptc/root.crl", "https://mirror.example.org/g1.crl")]
    public void Rewrite_Prefix_IsReplaced(string from, string to, string address, string expected)
    {
        (Uri rewritten, bool configured) = With(from, to).Rewrite(new Uri(address));

        Assert.Equal((expected, true), (rewritten.AbsoluteUri, configured));
    }

    // A stranger who can choose the address must not choose what our configuration vouches for.
    [Theory]
    [InlineData("http://ocsp.ca.ptc.example.org/")]
    [InlineData("http://ocsp.ca.ptc:8080/")]
    [InlineData("http://ocsp.ca.ptc@example.org/")]
    [InlineData("http://ocsp.ca.ptcx/")]
    [InlineData("https://ocsp.ca.ptc/")]
    [InlineData("http://example.org/?http://ocsp.ca.ptc")]
    public void Rewrite_WhatOnlyLooksLikeThePrefix_IsLeftAlone(string address)
    {
        (Uri rewritten, bool configured) = With("http://ocsp.ca.ptc", "http://10.0.0.1").Rewrite(new Uri(address));

        Assert.Equal((new Uri(address), false), (rewritten, configured));
    }

    [Theory]
    [InlineData("http://ca.ptc/crlx")]
    [InlineData("http://ca.ptc/cr")]
    [InlineData("http://ca.ptc/crl/../secret")]
    public void Rewrite_PathThatOnlyLooksLikeThePrefix_IsLeftAlone(string address) =>
        Assert.False(With("http://ca.ptc/crl", "http://10.0.0.1/crl").Rewrite(new Uri(address)).Configured);

    [Fact]
    public void Rewrite_TwoRowsMatch_TheLongerCounts()
    {
        var options = new FetchOptions();
        options.Rewrite.Add(new AddressRewrite { From = "http://ca.ptc", To = "http://10.0.0.1" });
        options.Rewrite.Add(new AddressRewrite { From = "http://ca.ptc/crl", To = "http://10.0.0.2" });

        Assert.Equal("http://10.0.0.2/a", new FetchRules(options).Rewrite(new Uri("http://ca.ptc/crl/a")).Address.AbsoluteUri);
    }

    public static TheoryData<string, Action<FetchOptions>> WrongOptions => new()
    {
        { "Fetch:Timeout", static options => options.Timeout = TimeSpan.Zero },
        { "Fetch:Timeout", static options => options.Timeout = TimeSpan.MaxValue },
        { "Fetch:MaxBytes", static options => options.MaxBytes = 0 },
        { "Fetch:Rewrite:From", static options => options.Rewrite.Add(new AddressRewrite { From = "ocsp.ca.ptc", To = "http://10.0.0.1" }) },
        { "Fetch:Rewrite:From", static options => options.Rewrite.Add(new AddressRewrite { To = "http://10.0.0.1" }) },
        { "Fetch:Rewrite:To", static options => options.Rewrite.Add(new AddressRewrite { From = "http://ocsp.ca.ptc", To = "file:///tmp" }) },
        { "Fetch:Rewrite:To", static options => options.Rewrite.Add(new AddressRewrite { From = "http://ocsp.ca.ptc", To = "http://a/?b" }) },
        { "Fetch:AllowedPrivateHosts", static options => options.AllowedPrivateHosts.Add("http://127.0.0.1/") },
        { "Fetch:AllowedPrivateHosts", static options => options.AllowedPrivateHosts.Add("host/path") },
        { "Fetch:AllowedPrivateHosts", static options => options.AllowedPrivateHosts.Add("") },
        { "Fetch:AllowedPrivateHosts", static options => options.AllowedPrivateHosts.Add("10.0.0.0/8") },
    };

    [Theory]
    [MemberData(nameof(WrongOptions), DisableDiscoveryEnumeration = true)]
    public void Construct_WrongOption_NamesTheSetting(string setting, Action<FetchOptions> change)
    {
        var options = new FetchOptions();
        change(options);

        SigningException exception = Assert.Throws<SigningException>(() => new FetchRules(options));

        Assert.Equal((ErrorCodes.ConfigurationInvalid, setting), (exception.Code, exception.Facts["setting"]));
    }

    [Theory]
    [InlineData("::1", "::1", 80, true)]
    [InlineData("[::1]:8080", "::1", 8080, true)]
    [InlineData("[::1]:8080", "::1", 80, false)]
    [InlineData("[::1]", "::1", 80, true)]
    [InlineData("host", "host", 1234, true)]
    [InlineData("host:80", "host", 80, true)]
    [InlineData("host:80", "host", 8080, false)]
    [InlineData("host", "other", 80, false)]
    public void MayConnect_AllowedHost_MatchesHostAndPort(string allowed, string host, int port, bool expected)
    {
        var options = new FetchOptions();
        options.AllowedPrivateHosts.Add(allowed);

        Assert.Equal(expected, new FetchRules(options).MayConnect(host, port, System.Net.IPAddress.Parse("fd00::1")));
    }

    private static FetchRules With(string from, string to)
    {
        var options = new FetchOptions();
        options.Rewrite.Add(new AddressRewrite { From = from, To = to });
        return new FetchRules(options);
    }
}
