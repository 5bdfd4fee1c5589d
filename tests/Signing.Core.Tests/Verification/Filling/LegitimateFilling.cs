namespace Signing.Core.Tests.Verification.Filling;

/// <summary>A field that is filled in as viewers do it.</summary>
/// <param name="Name">What is particular about it.</param>
/// <param name="Field">The field's full name.</param>
/// <param name="Change">What the update changes.</param>
/// <param name="Document">The document before it is signed; null for <see cref="FormDocument.Plain"/>.</param>
internal sealed record LegitimateFilling(string Name, string Field, Action<TestRevision> Change, byte[]? Document = null);
