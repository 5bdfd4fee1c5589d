namespace Signing.Core.Tests.Pdf;

internal sealed class TestPdfRevision(TestPdfForm form)
{
    internal TestPdfForm Form { get; } = form;

    internal SortedDictionary<int, TestPdfObject> Objects { get; } = [];

    internal SortedSet<int> Freed { get; } = [];
}
