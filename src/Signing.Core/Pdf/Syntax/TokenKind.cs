namespace Signing.Core.Pdf.Syntax;

/// <summary>What the lexer can meet (ISO 32000-2, 7.2 and 7.3).</summary>
internal enum TokenKind
{
    End,
    Integer,
    Real,
    Name,
    LiteralString,
    HexString,
    ArrayOpen,
    ArrayClose,
    DictionaryOpen,
    DictionaryClose,
    /// <summary>A run of regular characters that is no number: <c>obj</c>, <c>true</c>, <c>R</c>, or something unknown.</summary>
    Keyword,
    /// <summary>A delimiter that has no business here.</summary>
    Stray,
}
