namespace Signing.Core;

/// <summary>
/// The one exception that this library throws on purpose: a stable <see cref="Code"/> for programs, a sentence for
/// people, and what to do next. Programming mistakes (a null argument, a disposed object) throw the usual .NET types.
/// </summary>
public sealed class SigningException : Exception
{
    internal SigningException(string code, IReadOnlyDictionary<string, string> facts, Exception? inner = null)
        : base(Messages.Get(code, "en", facts), inner)
    {
        Code = code;
        Facts = facts;
    }

    /// <summary>What went wrong, as a stable name: one of <see cref="ErrorCodes"/>. Codes are added, never changed.</summary>
    public string Code { get; }

    /// <summary>What happened and to what, by name, as the sentences of <see cref="Messages"/> use it. Never a secret.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>What to do next, in English; <see cref="Messages.GetAction"/> says it in other languages.</summary>
    public string Action => Messages.GetAction(Code, "en", Facts);
}
