using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf;

public sealed class PdfStringTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain (text)\r\n", "706C61696E202874657874290D0A")]
    [InlineData("\u00E9\u2022\u20AC\u02D8\u017E", "E980A0189E")]
    [InlineData("Ti\u1EBFng Vi\u1EC7t", "FEFF005400691EBF006E0067002000560069" + "1EC70074")]
    [InlineData("\u00FE\u00FFx", "FEFF00FE00FF0078")]
    [InlineData("\u00EF\u00BB\u00BF", "FEFF00EF00BB00BF")]
    [InlineData("\uD83D\uDD8B", "FEFFD83DDD8B")]
    public void FromText_Text_RoundTrips(string text, string bytes)
    {
        PdfString value = PdfString.FromText(text);

        Assert.Equal(bytes, Convert.ToHexString(value.Value));
        Assert.Equal(text, value.ToText());
    }

    [Theory]
    [InlineData("EFBBBFE1BA BF", "\u1EBF")]
    [InlineData("FFFE4100", "A")]
    [InlineData("9FAD7F", "\uFFFD\uFFFD\uFFFD")]
    public void ToText_OtherForms_AreRead(string bytes, string text) =>
        Assert.Equal(text, new PdfString(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal))).ToText());
}
