namespace Signing.Core.Verification.Changes.Filling;

/// <summary>Whether an appearance shows what the value says.</summary>
/// <param name="IsSame">Whether it does; null where that is not known.</param>
/// <param name="Detail">What speaks against it.</param>
internal readonly record struct Likeness(bool? IsSame, string Detail)
{
    internal static readonly Likeness Same = new(true, "");

    internal static Likeness Different(string detail) => new(false, detail);

    internal static Likeness Unknown(string detail) => new(null, detail);

    /// <summary>The worse of two: what differs outweighs what is not known.</summary>
    internal Likeness And(Likeness other) => IsSame == true || (other.IsSame == false && IsSame is null) ? other : this;
}
