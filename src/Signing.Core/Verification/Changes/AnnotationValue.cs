namespace Signing.Core.Verification.Changes;

/// <summary>What kind of value stands under a key of an annotation.</summary>
internal enum AnnotationValue
{
    Text,
    /// <summary>A text string or text stream.</summary>
    LongText,
    Integer,
    Number,
    Name,
    /// <summary>A name, or an array of names.</summary>
    NameOrList,
    Boolean,
    /// <summary>Four numbers.</summary>
    Rectangle,
    /// <summary>Numbers, also in arrays.</summary>
    Numbers,
    Dictionary,
    /// <summary>An appearance dictionary (ISO 32000-2, 12.5.5).</summary>
    Appearances,
    /// <summary>A form XObject.</summary>
    Drawing,
}
