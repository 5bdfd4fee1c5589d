using System.Text;
using Microsoft.AspNetCore.Http;
using Signing.Api.Options;
using Signing.Api.Problems;

namespace Signing.Api.Tests.Options;

public class GivenOptionsTests
{
    [Theory]
    [InlineData("?reason=", "reason", "option.empty")]
    [InlineData("?reason", "reason", "option.empty")]
    [InlineData("?reasn=x", "reasn", "option.unknown")]
    [InlineData("?Reason=x", "Reason", "option.unknown")]
    [InlineData("?=x", "", "option.unknown")]
    [InlineData("?reason=a&reason=b", "reason", "option.repeated")]
    [InlineData("?reason=a&reason=a", "reason", "option.repeated")]
    [InlineData("?reason=a&reas%6Fn=a", "reason", "option.repeated")]
    [InlineData("?level=B-X", "level", "option.value")]
    [InlineData("?level=b-t", "level", "option.value")]
    [InlineData("?level=b-lta", "level", "option.value")]
    [InlineData("?digest=SHA256", "digest", "option.value")]
    [InlineData("?digest=SHA-1", "digest", "option.value")]
    [InlineData("?padding=PSS", "padding", "option.value")]
    [InlineData("?certify=0", "certify", "option.value")]
    [InlineData("?certify=4", "certify", "option.value")]
    [InlineData("?certify=%2B1", "certify", "option.value")]
    [InlineData("?certify=1.0", "certify", "option.value")]
    [InlineData("?reason=a%00b", "reason", "option.control")]
    [InlineData("?location=a%0Db", "location", "option.control")]
    [InlineData("?password=x", "password", "option.secret")]
    public void FromQuery_NotUnderstood_NamesTheOption(string query, string option, string why) =>
        AssertRefused(() => GivenOptions.FromQuery(new QueryString(query), SignOptions.All), option, why);

    [Theory]
    [InlineData("""{"reasn":"x"}""", "reasn", "option.unknown")]
    [InlineData("""{"reasn":null}""", "reasn", "option.unknown")]
    [InlineData("""{"reason":"a","reason":"b"}""", "reason", "option.repeated")]
    [InlineData("""{"reason":"a","reason":null}""", "reason", "option.repeated")]
    [InlineData("""{"reason":""}""", "reason", "option.empty")]
    [InlineData("""{"reason":5}""", "reason", "option.string")]
    [InlineData("""{"reason":["a"]}""", "reason", "option.string")]
    [InlineData("""{"reason":{"a":1}}""", "reason", "option.string")]
    [InlineData("""{"level":true}""", "level", "option.string")]
    [InlineData("""{"level":"B-X"}""", "level", "option.value")]
    [InlineData("""{"certify":"1"}""", "certify", "option.number")]
    [InlineData("""{"certify":4}""", "certify", "option.value")]
    [InlineData("""{"certify":1.0}""", "certify", "option.value")]
    [InlineData("""{"certify":1e0}""", "certify", "option.value")]
    [InlineData("""{"contact":"a\u0000b"}""", "contact", "option.control")]
    public void FromJson_NotUnderstood_NamesTheOption(string json, string option, string why) =>
        AssertRefused(() => GivenOptions.FromJson(Encoding.UTF8.GetBytes(json), SignOptions.All), option, why);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"reason\"")]
    [InlineData("{\"reason\":\"a\"")]
    [InlineData("{'reason':'a'}")]
    [InlineData("{\"reason\":\"a\"} {}")]
    [InlineData("{\"reason\":\"a\",}")]
    [InlineData("// {}\n{}")]
    [InlineData("{\"reason\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":\"a\"}")]
    public void FromJson_NoObject_IsMalformed(string json)
    {
        var refusal = Assert.Throws<ApiException>(() => GivenOptions.FromJson(Encoding.UTF8.GetBytes(json), SignOptions.All));

        Assert.Equal(ApiErrorCodes.RequestInvalid, refusal.Sentence.Code);
    }

    [Fact]
    public void FromJson_NestedWithoutEnd_IsMalformed()
    {
        string deep = "{\"reason\":" + new string('[', 1000) + new string(']', 1000) + "}";

        Assert.Throws<ApiException>(() => GivenOptions.FromJson(Encoding.UTF8.GetBytes(deep), SignOptions.All));
    }

    [Fact]
    public void FromJson_NotUtf8_IsMalformed()
    {
        byte[] json = [.. "{\"reason\":\""u8, 0xFF, .. "\"}"u8];

        var refusal = Assert.Throws<ApiException>(() => GivenOptions.FromJson(json, SignOptions.All));

        Assert.Equal(ApiErrorCodes.RequestInvalid, refusal.Sentence.Code);
    }

    [Fact]
    public void FromQuery_LongText_IsRefusedAtTheLimit()
    {
        GivenOptions longest = GivenOptions.FromQuery(new QueryString("?reason=" + new string('x', 1000)), SignOptions.All);

        Assert.Equal(1000, longest[SignOptions.Reason]?.Length);
        AssertRefused(() => GivenOptions.FromQuery(new QueryString("?reason=" + new string('x', 1001)), SignOptions.All), "reason", "option.long");
    }

    [Theory]
    [InlineData("?reason=K%C3%BD%20duy%E1%BB%87t&certify=2")]
    [InlineData("?certify=2&reason=K%C3%BD+duy%E1%BB%87t&")]
    public void FromQuery_Encoded_IsDecoded(string query)
    {
        GivenOptions given = GivenOptions.FromQuery(new QueryString(query), SignOptions.All);

        Assert.Equal("Ký duyệt", given[SignOptions.Reason]);
        Assert.Equal(2, given.Number(SignOptions.Certify));
        Assert.Null(given[SignOptions.Key]);
    }

    [Fact]
    public void FromJson_NullMember_IsNotGiven()
    {
        GivenOptions given = GivenOptions.FromJson("""{ "reason": null, "level": "B-T" }"""u8.ToArray(), SignOptions.All);

        Assert.Null(given[SignOptions.Reason]);
        Assert.Equal("B-T", given[SignOptions.Level]);
    }

    private static void AssertRefused(Action read, string option, string why)
    {
        Sentence sentence = Assert.Throws<ApiException>(read).Sentence;
        Assert.Equal("request.option", sentence.Code);
        Assert.Equal(option, sentence.SayFacts("en")["option"]);
        Assert.Equal(why, sentence.Facts.Select(static f => f.Value).OfType<Sentence>().Single().Code);
    }
}
