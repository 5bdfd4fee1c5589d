using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>One forged document, and what is to be said of it.</summary>
/// <param name="Class">The class of the attack, by the name that the literature gives it.</param>
/// <param name="Variant">What is particular about this one.</param>
/// <param name="Build">Makes the document.</param>
/// <param name="Verdict">The document's verdict.</param>
/// <param name="Code">The most telling code that the report gives, as a reason or a finding.</param>
internal sealed record Attack(string Class, string Variant, Func<byte[]> Build, Verdict Verdict, string Code)
{
    /// <summary>For what the standard permits: the level of change that the attacked signature tells of. Null for what it does not.</summary>
    internal ChangeLevel? Permitted { get; init; }

    /// <summary>Whether the signature that is attacked stays what it was, and the attacker's own is what is wrong.</summary>
    internal bool HarmsOnlyItself { get; init; }
}
