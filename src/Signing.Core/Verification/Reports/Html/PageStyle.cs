using System.Security.Cryptography;
using System.Text;

namespace Signing.Core.Verification.Reports.Html;

/// <summary>The page's style sheet, known to browsers by its digest.</summary>
internal static class PageStyle
{
    internal static string Text { get; } = Load();

    /// <summary>What stands in the page itself, so that it holds for a saved copy too.</summary>
    internal static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'; base-uri 'none'; form-action 'none'";

    private static string Load()
    {
        using Stream resource = typeof(PageStyle).Assembly.GetManifestResourceStream("Signing.Core.report.css")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        // Browsers read every line end as one \n, and hash that.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
