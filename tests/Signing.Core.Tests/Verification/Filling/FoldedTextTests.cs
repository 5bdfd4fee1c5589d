using Signing.Core.Verification.Changes.Filling;
using Xunit;

namespace Signing.Core.Tests.Verification.Filling;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("a b\r\nc", "ab c", true)]
    [InlineData("it's \"fine\"", "it\u2019s \u201C\uFB01ne\u201D", true)]
    [InlineData("a\u00A0b\u200B", "ab", true)]
    [InlineData("a", "A", false)]
    [InlineData("1", "l", false)]
    [InlineData("", "x", false)]
    [InlineData("a", "\u0430", false)]
    [InlineData("\u05D0\u05D1", "\u05D1\u05D0", null)]
    [InlineData("e\u0301", "\u00E9", null)]
    public void Compare_Texts_AsPeopleReadThem(string value, string shown, bool? isSame) => Assert.Equal(isSame, FoldedText.Compare(value, shown).IsSame);

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><body xmlns=\"x\"><p>a &amp; <b>b</b></p></body>", "a & b")]
    [InlineData("plain", "plain")]
    [InlineData("<p>a &lt;b&gt; c</p>", "a <b> c")]
    [InlineData("a < b", "a < b")]
    public void ToPlain_RichText_WhatIsRead(string markup, string text) => Assert.Equal(text, RichText.ToPlain(markup));
}
