namespace Signing.Core.Tests.Pdf;

internal sealed class TestPdfField(string name, int number, TestPdfField? parent)
{
    internal string Name { get; } = name;

    internal int Number { get; } = number;

    internal TestPdfField? Parent { get; } = parent;

    internal List<TestPdfField> Kids { get; } = [];

    internal string Entries { get; set; } = "";
}
