namespace Signing.Core.Tests.Verification.Reports;

/// <param name="Console">What the page made the browser complain of.</param>
/// <param name="Requests">What it wanted beside itself.</param>
/// <param name="Print">The page as PDF.</param>
internal sealed record BrowserView(string[] Console, string[] Requests, byte[] Print);
