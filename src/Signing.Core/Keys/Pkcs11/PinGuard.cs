using System.Security.Cryptography;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// Stands between PINs and one token: none that was rejected goes through again, none that no person typed while a wrong
/// one is counted, and only the owner's PIN opens what the owner has logged in. It knows PINs by keyed hashes only.
/// </summary>
internal sealed class PinGuard(PinLedger ledger, TokenInfo token)
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    private readonly Lock _lock = new();
    private readonly List<byte[]> _rejected = [];
    private byte[]? _owner;

    internal TokenInfo Token => token;

    /// <summary>Whether we have logged the process in.</summary>
    internal bool HasOwner
    {
        get
        {
            lock (_lock)
            {
                return _owner is not null;
            }
        }
    }

    /// <summary>Whether the PIN is the one that the token is logged in with. The token itself would say yes to any.</summary>
    internal bool IsOwners(PinBuffer pin)
    {
        byte[] hash = Hash(pin);
        lock (_lock)
        {
            return _owner is not null && CryptographicOperations.FixedTimeEquals(_owner, hash);
        }
    }

    /// <summary>Checks that a PIN may be presented and marks it on disk. The attempt takes the PIN over.</summary>
    /// <exception cref="SigningException"><c>token.pin_wrong</c>, <c>token.pin_locked</c>; nothing reached the token.</exception>
    internal async ValueTask<PinAttempt> BeginAsync(PinBuffer pin, bool isTyped, PinState state, TimeSpan maxWait, CancellationToken cancellationToken)
    {
        PinLedgerPage? page = null;
        try
        {
            RefuseIfRejectedHere(pin);
            page = await ledger.OpenAsync(token.Identity, maxWait, token.Name, cancellationToken).ConfigureAwait(false);
            Check(page, pin, isTyped, state);
            page.Mark();
            return new PinAttempt(this, page, pin);
        }
        catch (Exception e)
        {
            page?.Dispose();
            pin.Dispose();
            if (e is IOException or UnauthorizedAccessException)
            {
                throw Error.Of(ErrorCodes.FileFailed, e, ("file", "PIN state"), ("detail", e.Message));
            }
            throw;
        }
    }

    internal void Accepted(PinBuffer pin)
    {
        byte[] hash = Hash(pin);
        lock (_lock)
        {
            _owner = hash;
        }
    }

    internal void Rejected(PinBuffer pin)
    {
        byte[] hash = Hash(pin);
        lock (_lock)
        {
            _rejected.Add(hash);
        }
    }

    private void Check(PinLedgerPage page, PinBuffer pin, bool isTyped, PinState state)
    {
        bool? rejected = page.WasRejected(pin);
        if (rejected is true)
        {
            Rejected(pin);
            throw TokenErrors.PinWrong(token.Name);
        }
        if (rejected is null && !page.IsConfirmed)
        {
            throw TokenErrors.PinLocked(token.Name, "unconfirmed");
        }
        if (state is PinState.Low or PinState.Final && !isTyped && !page.IsConfirmed)
        {
            throw TokenErrors.PinLocked(token.Name, state is PinState.Low ? "low" : "final");
        }
    }

    // Without this every request would cost a slow hash and a file, as long as a wrong PIN is in place.
    private void RefuseIfRejectedHere(PinBuffer pin)
    {
        byte[] hash = Hash(pin);
        lock (_lock)
        {
            if (_rejected.Exists(rejected => CryptographicOperations.FixedTimeEquals(rejected, hash)))
            {
                throw TokenErrors.PinWrong(token.Name);
            }
        }
    }

    private byte[] Hash(PinBuffer pin) => HMACSHA256.HashData(_key, pin.Bytes);
}
