namespace Signing.CertsDev;

/// <summary>The development PKI cannot do what was asked; the message says what happened, <see cref="Action"/> what to do next.</summary>
public sealed class DevPkiException(string message, string action, Exception? inner = null) : Exception(message, inner)
{
    public string Action { get; } = action;
}
