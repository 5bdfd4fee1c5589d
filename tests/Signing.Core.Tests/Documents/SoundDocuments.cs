using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Documents;

/// <summary>The table of sound documents, all made by construction.</summary>
internal static class SoundDocuments
{
    internal static IReadOnlyDictionary<string, SoundDocument> All { get; } = new[]
        {
            SoundCrossReferences.All, SoundNumbers.All, SoundPages.All, SoundForms.All, SoundKinds.All, SoundSyntax.All,
        }
        .SelectMany(static part => part).ToDictionary(StringComparer.Ordinal);

    internal static TheoryData<string> Names => [.. All.Keys];

    internal static SoundDocument Of(Func<TestPdf> make) => new(() => make().Build());

    internal static SoundDocument Of(Func<TestPdfText> make) => new(() => make().Build());
}
