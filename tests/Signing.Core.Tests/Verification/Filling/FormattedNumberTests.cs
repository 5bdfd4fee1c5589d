using Signing.Core.Verification.Changes.Filling;
using Xunit;

namespace Signing.Core.Tests.Verification.Filling;

public sealed class FormattedNumberTests
{
    [Theory]
    [InlineData("1234.5", "$1,234.50")]
    [InlineData("1234.5", "1.234,5 EUR")]
    [InlineData("1234567", "1'234'567")]
    [InlineData("2.675", "2.68")]
    [InlineData("-3", "(3.00)")]
    [InlineData("-3", "-3")]
    [InlineData("0", "0.00")]
    [InlineData("1000000", "1.000.000 \u20AB")]
    public void IsShownAs_TheSameNumber_True(string value, string shown) => Assert.True(FormattedNumber.IsShownAs(value, shown));

    [Theory]
    [InlineData("1234.5", "$12,345.00")]
    [InlineData("100", "1,000")]
    [InlineData("100", "1.00")]
    [InlineData("1", "1.000")]
    [InlineData("-3", "3.00")]
    [InlineData("3", "-3.00")]
    [InlineData("3", "")]
    [InlineData("12", "1 of 2")]
    [InlineData("12", "not really 12")]
    [InlineData("twelve", "12")]
    public void IsShownAs_AnotherNumber_False(string value, string shown) => Assert.False(FormattedNumber.IsShownAs(value, shown));
}
