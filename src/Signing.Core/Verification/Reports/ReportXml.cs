using Signing.Core.Verification.Reports.Etsi;

namespace Signing.Core.Verification.Reports;

/// <summary>The report as ETSI TS 119 102-2 (V1.4.1) XML, with the certificates, proofs and time-stamps that it stands on. Not signed.</summary>
public static class ReportXml
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="evidence">The evidence that it was judged from.</param>
    /// <param name="output">Where the XML is written, in UTF-8. Left open.</param>
    /// <exception cref="ArgumentException">The report was not judged from this evidence.</exception>
    public static void Write(VerificationReport report, Evidence evidence, Stream output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(output);
        if (report.Document.Sha256 != evidence.Data.Document.Sha256 || report.Signatures.Count != evidence.Data.Signatures.Count)
        {
            throw new ArgumentException("The report was not judged from this evidence.", nameof(evidence));
        }
        using var xml = new EtsiWriter(output);
        new EtsiReport(report, evidence, xml).Write();
    }
}
