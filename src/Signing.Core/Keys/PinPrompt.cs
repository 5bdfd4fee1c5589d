namespace Signing.Core.Keys;

/// <summary>Asks a person for the PIN through a function of the application.</summary>
/// <param name="ask">Shows the request and returns what was typed, or <see langword="null"/> when the person declines.</param>
public sealed class PinPrompt(Func<PinRequest, CancellationToken, ValueTask<PinBuffer?>> ask) : PinProvider
{
    private readonly Func<PinRequest, CancellationToken, ValueTask<PinBuffer?>> _ask = ask ?? throw new ArgumentNullException(nameof(ask));

    /// <inheritdoc/>
    public override bool IsTyped => true;

    /// <inheritdoc/>
    public override ValueTask<PinBuffer?> GetPinAsync(PinRequest request, CancellationToken cancellationToken) => _ask(request, cancellationToken);
}
