namespace Signing.Core.Keys;

/// <summary>Where PINs and key-file passwords come from. It is asked anew for each login; nothing is kept in between.</summary>
public abstract class PinProvider
{
    /// <summary>
    /// Whether a person types the PIN just now. A PIN from anywhere else is not tried when a wrong one was entered since
    /// the last right one (<see cref="PinState.Low"/>, <see cref="PinState.Final"/>), until an operator confirms it.
    /// </summary>
    public abstract bool IsTyped { get; }

    /// <summary>Gets the PIN.</summary>
    /// <param name="request">What it is wanted for.</param>
    /// <param name="cancellationToken">The caller of the signing operation has gone.</param>
    /// <returns>The PIN, which the caller disposes; <see langword="null"/> when the person declines.</returns>
    public abstract ValueTask<PinBuffer?> GetPinAsync(PinRequest request, CancellationToken cancellationToken);
}
