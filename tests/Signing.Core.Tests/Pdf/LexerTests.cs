using System.Text;
using Signing.Core.Pdf.Syntax;
using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf;

public sealed class LexerTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("+17", "17")]
    [InlineData("-98", "-98")]
    [InlineData("007", "7")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("34.5", "34.5")]
    [InlineData("-.002", "-.002")]
    [InlineData("4.", "4.")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    [InlineData("/Name1", "/Name1")]
    [InlineData("/A#20B", "/A B")]
    [InlineData("/A#2", "/A#2")]
    [InlineData("/A#GG", "/A#GG")]
    [InlineData("/", "/")]
    [InlineData("12 0 R", "12 0 R")]
    [InlineData("12 0 % why not\r R", "12 0 R")]
    [InlineData("[1 2 R]", "[1 2 R]")]
    [InlineData("[1 2 3 R 4 5]", "[1 2 3 R 4 5]")]
    [InlineData("[1 2 Rx", null)]
    [InlineData("<</A/B/C(d)/E[<</F 1>>]>>", "<</A /B /C d /E [<</F 1>>]>>")]
    [InlineData("<< /A 1 % comment >>\n>>", "<</A 1>>")]
    [InlineData("<< /A >>", "<</A null>>")]
    [InlineData("<< 1 2 >>", null)]
    [InlineData("<< /A", null)]
    [InlineData("[1", null)]
    [InlineData("--5", null)]
    [InlineData("1-2", null)]
    [InlineData("1.2.3", null)]
    [InlineData(".", null)]
    [InlineData("foo", null)]
    [InlineData(")", null)]
    [InlineData(">", null)]
    [InlineData("{", null)]
    [InlineData("", null)]
    public void ReadValue_Syntax_IsValueOrDamage(string syntax, string? expected)
    {
        if (expected is null)
        {
            Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => Read(syntax)).Code);
        }
        else
        {
            Assert.Equal(expected, Read(syntax).ToString());
        }
    }

    [Theory]
    [InlineData("(a(b)c)", "a(b)c")]
    [InlineData(@"(\n\r\t\b\f\(\)\\\q)", "\n\r\t\b\f()\\q")]
    [InlineData(@"(\53\0053\5x)", "+\u00053\u0005x")]
    [InlineData("(a\\\r\nb\\\nc)", "abc")]
    [InlineData("(a\r\nb\rc\nd)", "a\nb\nc\nd")]
    [InlineData("()", "")]
    [InlineData("<48 65\n6C6c6F>", "Hello")]
    [InlineData("<901FA>", "\u0090\u001F\u00A0")]
    [InlineData("<>", "")]
    [InlineData("(a", null)]
    [InlineData("<4", null)]
    [InlineData("<4x>", null)]
    public void ReadValue_String_IsItsBytesOrDamage(string syntax, string? expected)
    {
        if (expected is null)
        {
            Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => Read(syntax)).Code);
        }
        else
        {
            var text = Assert.IsType<PdfString>(Read(syntax));
            Assert.Equal(expected, Encoding.Latin1.GetString(text.Value));
            Assert.Equal(syntax[0] == '<', text.IsHex);
        }
    }

    [Fact]
    public void ReadValue_PlacedValues_KnowWhereTheyStand()
    {
        const string Syntax = " << /A (x) /B [ <00> ] >> ";

        var dictionary = Assert.IsType<PdfDictionary>(Read(Syntax));
        var array = (PdfArray)dictionary["B"]!;

        Assert.Equal((1, Syntax.Length - 1), (dictionary.Offset, dictionary.EndOffset));
        Assert.Equal("(x)", Slice(Syntax, dictionary["A"]!));
        Assert.Equal("[ <00> ]", Slice(Syntax, array));
        Assert.Equal("<00>", Slice(Syntax, array[0]));
    }

    [Fact]
    public void ReadValue_RepeatedKey_LastCountsAndIsNoted()
    {
        var dictionary = (PdfDictionary)Read("<< /A 1 /B 2 /A 3 >>");

        Assert.Equal("3", dictionary["A"]!.ToString());
        Assert.Equal(2, dictionary.Count);
        Assert.Equal(PdfDictionaryDefects.DuplicateKeys, dictionary.Defects);
    }

    [Fact]
    public void ReadValue_KeyWithoutValue_IsNullAndIsNoted()
    {
        var dictionary = (PdfDictionary)Read("<< /Contents >>");

        Assert.Null(dictionary["Contents"]);
        Assert.True(dictionary.ContainsKey("Contents"));
        Assert.Equal(PdfDictionaryDefects.MissingValue, dictionary.Defects);
    }

    [Fact]
    public void ReadValue_ManyKeys_AreFound()
    {
        var dictionary = (PdfDictionary)Read($"<< {string.Join(' ', Enumerable.Range(0, 1000).Select(static i => $"/K{i} {i}"))} /K7 -1 >>");

        Assert.Equal("999", dictionary["K999"]!.ToString());
        Assert.Equal("-1", dictionary["K7"]!.ToString());
        Assert.Null(dictionary["K1000"]);
        Assert.Equal(PdfDictionaryDefects.DuplicateKeys, dictionary.Defects);
    }

    [Fact]
    public void ReadValue_Read_CannotBeEditedButItsCloneCan()
    {
        var dictionary = (PdfDictionary)Read("<< /A [1] >>");

        Assert.Throws<InvalidOperationException>(() => dictionary["B"] = PdfNull.Instance);
        Assert.Throws<InvalidOperationException>(() => ((PdfArray)dictionary["A"]!).Add(PdfNull.Instance));
        PdfDictionary clone = dictionary.Clone();
        clone["B"] = PdfInteger.Of(2);
        clone.Remove("A");
        Assert.Equal("<</B 2>>", clone.ToString());
        Assert.Equal("<</A [1]>>", dictionary.ToString());
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void ReadValue_Nesting_EndsAtTheBudget(int depth, bool isRead)
    {
        string syntax = new string('[', depth) + new string(']', depth);
        if (isRead)
        {
            Read(syntax);
        }
        else
        {
            SigningException error = Assert.Throws<SigningException>(() => Read(syntax));
            Assert.Equal((ErrorCodes.PdfBudget, "depth", "500"), (error.Code, error.Facts["budget"], error.Facts["limit"]));
        }
    }

    [Fact]
    public void ReadValue_DepthBudgetBeyondTheStack_StillEndsInTheBudget()
    {
        string syntax = new('[', 10_000_000);

        SigningException error = Assert.Throws<SigningException>(() => Read(syntax, new PdfBudget { MaxDepth = int.MaxValue, MaxObjects = long.MaxValue, MaxValuesPerObject = int.MaxValue }));

        Assert.Equal("depth", error.Facts["budget"]);
    }

    [Theory]
    [InlineData("(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "string")]
    [InlineData("/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "string")]
    [InlineData("<4141414141414141414141414141414141414141414141", "string")]
    [InlineData("1111111111111111111111111111111111111111111111", "string")]
    [InlineData("[0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", "values")]
    public void ReadValue_TooMuch_NamesTheBudget(string repeated, string budget)
    {
        string syntax = string.Concat(Enumerable.Repeat(repeated.TrimStart('[', '(', '<', '/'), 100));

        SigningException error = Assert.Throws<SigningException>(() => Read(
            repeated[0] + syntax, new PdfBudget { MaxStringBytes = 1000, MaxValuesPerObject = 1000 }));

        Assert.Equal((ErrorCodes.PdfBudget, budget), (error.Code, error.Facts["budget"]));
    }

    private static PdfObject Read(string syntax, PdfBudget? budget = null)
    {
        var meter = new BudgetMeter(budget ?? new PdfBudget(), TimeProvider.System);
        using var parser = new ObjectParser(PdfSource.FromMemory(Encoding.Latin1.GetBytes(syntax)), meter, new NameTable());
        return parser.ReadValueAt(0);
    }

    private static string Slice(string syntax, PdfObject value) => syntax[(int)value.Offset..(int)value.EndOffset];
}
