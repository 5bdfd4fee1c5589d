using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Filling;

/// <summary>A field that is made to show, or to be, something else than filling makes it.</summary>
/// <param name="Name">What is particular about it.</param>
/// <param name="Verdict">The document's verdict.</param>
/// <param name="Code">A finding that the signature has.</param>
/// <param name="Change">What the update changes.</param>
/// <param name="Document">The document before it is signed; null for <see cref="FormDocument.Plain"/>.</param>
internal sealed record ForgedFilling(string Name, Verdict Verdict, string Code, Action<TestRevision> Change, byte[]? Document = null);
