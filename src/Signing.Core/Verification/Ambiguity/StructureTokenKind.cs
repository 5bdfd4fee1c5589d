namespace Signing.Core.Verification.Ambiguity;

/// <summary>What stands in a file, as far as <see cref="StructureReader"/> tells things apart.</summary>
internal enum StructureTokenKind
{
    End,
    DictionaryOpen,
    DictionaryClose,
    ArrayOpen,
    ArrayClose,
    Name,
    Number,
    Word,
    String,
}
