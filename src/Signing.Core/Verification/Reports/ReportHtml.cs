using System.Text;
using Signing.Core.Verification.Reports.Html;

namespace Signing.Core.Verification.Reports;

/// <summary>
/// The report as a page for people: one HTML file with everything in it, without scripts, that prints on A4 and reads on a phone.
/// Times are those of Viet Nam (UTC+7), marked up with their UTC.
/// </summary>
public static class ReportHtml
{
    /// <summary>What a host should send as <c>Content-Security-Policy</c> with the page: its own style, and nothing else.</summary>
    public static string ContentSecurityPolicy { get; } = $"{PageStyle.Policy}; frame-ancestors 'none'; sandbox";

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="language">The page's language, <c>vi</c> or <c>en</c>: the one that the report was judged in.</param>
    /// <returns>UTF-8 without a byte order mark.</returns>
    public static byte[] Serialize(VerificationReport report, string language)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(language);
        return Encoding.UTF8.GetBytes(new ReportPage(report, new PageWords(language)).Write());
    }
}
