namespace Signing.Core.Keys.Pkcs11;

/// <summary>What may heal a failed call.</summary>
internal enum TokenRemedy
{
    /// <summary>A thread that has a session: the token gives no further one.</summary>
    OtherThread,
    /// <summary>The fresh session that the thread has by now.</summary>
    FreshSession,
    /// <summary>Reaching the token and logging in anew.</summary>
    Reconnect,
}
