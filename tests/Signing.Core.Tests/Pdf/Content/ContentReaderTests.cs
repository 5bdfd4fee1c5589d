using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Pdf.Content;
using Xunit;

namespace Signing.Core.Tests.Pdf.Content;

public sealed class ContentReaderTests
{
    [Theory]
    [InlineData("q 1 0 0 1 -.5 +2. cm Q", "q | cm 1 0 0 1 -.5 +2. | Q")]
    [InlineData("BT/F1 12 Tf(a\\)b)Tj ET", "BT | Tf /F1 12 | Tj (a)b) | ET")]
    [InlineData("[(a) -20 <62>]TJ T*(c)' 1 2(d)\"", "TJ [(a) -20 (b)] | T* | ' (c) | \" 1 2 (d)")]
    [InlineData("0 0 1 RG 1 0 R", "RG 0 0 1 | R 1 0")]
    [InlineData("/OC /MC0 BDC /P <</MCID 0/X[1 true null]>> BDC EMC % all\nn", "BDC /OC /MC0 | BDC /P <</MCID 0 /X [1 true null]>> | EMC | n")]
    [InlineData("f*b*\n1 2 3", "f*b*")]
    [InlineData("", "")]
    public void Read_Content_OperatorsWithTheirOperands(string content, string expected) => Assert.Equal(expected, Read(content));

    [Theory]
    [InlineData("BI /W 1 /H 1 ID \u0001\u0002 EI Q", "\u0001\u0002 ")]
    [InlineData("BI /W 1 /H 1 ID \u0001 EI \u0003\u0004\u0005 EI\nQ", "\u0001 EI \u0003\u0004\u0005 ")]
    [InlineData("BI /W 4 /L 4 ID a EI EI Q", "a EI")]
    public void Read_InlineImage_OneStepWithItsData(string content, string data)
    {
        (string, string?)[] read = [.. Operations(content).Select(static operation => (operation.Operator, operation.Image is { } image ? Encoding.Latin1.GetString(image.Data.Span) : null))];

        Assert.Equal([("BI", data), ("Q", null)], read);
    }

    [Theory]
    [InlineData("(never ends")]
    [InlineData("1 ] f")]
    [InlineData("{ 1 } if")]
    [InlineData("BI /W 1 ID never ends")]
    [InlineData("BI 1 /W ID x EI")]
    public void Read_WhatReadersDisagreeOn_Damaged(string content) =>
        Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => Read(content)).Code);

    [Fact]
    public void Read_OperandsWithoutEnd_Damaged() =>
        Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => Read(string.Concat(Enumerable.Repeat("1 ", 10_000)))).Code);

    private static string Read(string content) =>
        string.Join(" | ", Operations(content).Select(static operation => string.Join(' ', operation.Operands.Select(Show).Prepend(operation.Operator))));

    private static IEnumerable<ContentOperation> Operations(string content) =>
        ContentReader.Read(Encoding.Latin1.GetBytes(content), new BudgetMeter(new PdfBudget(), TimeProvider.System));

    private static string Show(PdfObject value) => value switch
    {
        PdfString text => $"({text.ToText()})",
        PdfArray items => $"[{string.Join(' ', items.Select(Show))}]",
        _ => value.ToString()!,
    };
}
