using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification;

/// <summary>One forged document, and what is to be said of it.</summary>
/// <param name="Class">The class of the attack, by the name that the literature gives it.</param>
/// <param name="Variant">What is particular about this one.</param>
/// <param name="Build">Makes the document.</param>
/// <param name="Verdict">The document's verdict.</param>
/// <param name="Code">A code that the report gives, as a reason or a finding.</param>
internal sealed record Attack(string Class, string Variant, Func<byte[]> Build, Verdict Verdict, string Code);
