namespace Signing.Core.Creation;

/// <summary>How one signed document is extended. A new instance extends to B-LTA.</summary>
public sealed class ExtensionOptions
{
    /// <summary>
    /// The level that all signatures of the document reach. B-T: a document time-stamp, where a signature has no time-stamp
    /// that counts. B-LT: that, and the proofs that the document lacks. B-LTA: that, and a document time-stamp over all of it,
    /// a further one where there is one already. Default: B-LTA.
    /// </summary>
    public PadesLevel Level { get; set; } = PadesLevel.BaselineLta;

    /// <summary>The user or owner password of an encrypted document. Default: none, which opens documents whose user password is empty.</summary>
    public string? Password { get; set; }

    /// <summary>What to do about a signature that is invalid. Default: refuse.</summary>
    public InvalidSignatures InvalidSignatures { get; set; } = InvalidSignatures.Refuse;

    /// <summary>Refuses what no extension can be, by the option's name.</summary>
    internal void Validate()
    {
        if (Level is not (PadesLevel.BaselineT or PadesLevel.BaselineLt or PadesLevel.BaselineLta))
        {
            throw Error.Of(ErrorCodes.RequestOption, ("option", "level"), ("detail", "B-T, B-LT and B-LTA are offered."));
        }
        if (!Enum.IsDefined(InvalidSignatures))
        {
            throw Error.Of(ErrorCodes.RequestOption, ("option", "invalidSignatures"), ("detail", "Refuse and TimestampAnyway are offered."));
        }
    }
}
