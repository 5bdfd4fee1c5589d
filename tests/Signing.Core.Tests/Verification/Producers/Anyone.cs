namespace Signing.Core.Tests.Verification.Producers;

/// <summary>Nobody in particular.</summary>
/// <param name="name">A name.</param>
/// <param name="style">How it writes.</param>
internal sealed class Anyone(string name, WritingStyle? style = null) : Producer
{
    internal override string Name => name;

    protected override WritingStyle Style { get; } = style ?? new WritingStyle();
}
