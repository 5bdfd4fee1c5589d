namespace Signing.Core.Keys.Pkcs11;

/// <summary>A call failed in a way that may heal. Never leaves the room.</summary>
/// <param name="failure">What the caller gets when it doesn't heal.</param>
/// <param name="remedy">What may heal it.</param>
internal sealed class TokenRetryException(SigningException failure, TokenRemedy remedy) : Exception(failure.Message, failure)
{
    internal SigningException Failure => failure;

    internal TokenRemedy Remedy => remedy;
}
