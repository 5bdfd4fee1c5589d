namespace Signing.Core.Verification.Ambiguity;

/// <summary>Why readers may see different things at a place.</summary>
internal enum OddityKind
{
    /// <summary>A key stands in a dictionary twice with different values, or has no value.</summary>
    Keys,
    /// <summary>An object that no cross-reference entry names: readers that search for objects find it.</summary>
    UnnamedObject,
    /// <summary>A member of an object stream that no cross-reference entry names.</summary>
    UnnamedMember,
    /// <summary>One cross-reference section has two entries for one object.</summary>
    Entries,
    /// <summary>A stream does not end where its length says.</summary>
    StreamLength,
    /// <summary>An object within the data of a stream, to which an entry leads all the same.</summary>
    Nested,
}
